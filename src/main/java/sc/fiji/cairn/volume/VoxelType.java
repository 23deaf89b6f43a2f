// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/** The number types in which files hold voxels: how wide they are, and the Java array and imglib2 type that hold them. */
public enum VoxelType {

	UINT8(1), INT8(1), UINT16(2), INT16(2), UINT32(4), INT32(4), UINT64(8), INT64(8), FLOAT32(4), FLOAT64(8);

	private final int bytes;

	VoxelType(final int bytes) {
		this.bytes = bytes;
	}

	/** Finds the narrowest type for whole numbers from 0 to some largest one, of which ImageJ holds the first two. */
	public static VoxelType holding(final long largest) {
		return largest <= 0xff ? UINT8 : largest <= 0xffff ? UINT16 : UINT32;
	}

	/** Returns the width of one voxel in bytes. */
	public int bytes() {
		return bytes;
	}

	/** Creates the Java array that holds {@code length} voxels. */
	public Object array(final int length) {
		return switch (this) {
			case UINT8, INT8 -> new byte[length];
			case UINT16, INT16 -> new short[length];
			case UINT32, INT32 -> new int[length];
			case UINT64, INT64 -> new long[length];
			case FLOAT32 -> new float[length];
			case FLOAT64 -> new double[length];
		};
	}

	/** Wraps a Java array of voxels as an image without copying it. */
	public RandomAccessibleInterval<? extends RealType<?>> wrap(final Object array, final long... dimensions) {
		return switch (this) {
			case UINT8 -> ArrayImgs.unsignedBytes((byte[]) array, dimensions);
			case INT8 -> ArrayImgs.bytes((byte[]) array, dimensions);
			case UINT16 -> ArrayImgs.unsignedShorts((short[]) array, dimensions);
			case INT16 -> ArrayImgs.shorts((short[]) array, dimensions);
			case UINT32 -> ArrayImgs.unsignedInts((int[]) array, dimensions);
			case INT32 -> ArrayImgs.ints((int[]) array, dimensions);
			case UINT64 -> ArrayImgs.unsignedLongs((long[]) array, dimensions);
			case INT64 -> ArrayImgs.longs((long[]) array, dimensions);
			case FLOAT32 -> ArrayImgs.floats((float[]) array, dimensions);
			case FLOAT64 -> ArrayImgs.doubles((double[]) array, dimensions);
		};
	}

	/** Wraps a Java array of voxels as the data of a part of an image, without copying it. */
	public static DataAccess access(final Object array) {
		if (array instanceof byte[] bytes) return new ByteArray(bytes);
		if (array instanceof short[] shorts) return new ShortArray(shorts);
		if (array instanceof int[] ints) return new IntArray(ints);
		if (array instanceof long[] longs) return new LongArray(longs);
		if (array instanceof float[] floats) return new FloatArray(floats);
		return new DoubleArray((double[]) array);
	}

	/**
	 * Wraps planes as an image without copying them.
	 *
	 * @param planes arrays of voxels, X fastest; those of a list that makes them on demand are asked for when they are used
	 * @param dimensions of the image, X and Y first, then those of the list, fastest first
	 */
	public RandomAccessibleInterval<? extends RealType<?>> planar(final List<?> planes, final long... dimensions) {
		return switch (this) {
			case UINT8 -> planar(planes, array -> new ByteArray((byte[]) array), new UnsignedByteType(), dimensions);
			case INT8 -> planar(planes, array -> new ByteArray((byte[]) array), new ByteType(), dimensions);
			case UINT16 -> planar(planes, array -> new ShortArray((short[]) array), new UnsignedShortType(), dimensions);
			case INT16 -> planar(planes, array -> new ShortArray((short[]) array), new ShortType(), dimensions);
			case UINT32 -> planar(planes, array -> new IntArray((int[]) array), new UnsignedIntType(), dimensions);
			case INT32 -> planar(planes, array -> new IntArray((int[]) array), new IntType(), dimensions);
			case UINT64 -> planar(planes, array -> new LongArray((long[]) array), new UnsignedLongType(), dimensions);
			case INT64 -> planar(planes, array -> new LongArray((long[]) array), new LongType(), dimensions);
			case FLOAT32 -> planar(planes, array -> new FloatArray((float[]) array), new FloatType(), dimensions);
			case FLOAT64 -> planar(planes, array -> new DoubleArray((double[]) array), new DoubleType(), dimensions);
		};
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T> & RealType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> planar(
		final List<?> planes, final Function<Object, A> access, final T type, final long[] dimensions)
	{
		final List<A> accesses = new AbstractList<>() {

			@Override
			public A get(final int index) {
				return access.apply(planes.get(index));
			}

			@Override
			public int size() {
				return planes.size();
			}
		};
		final PlanarImg<T, A> img = new PlanarImg<>(accesses, dimensions, new Fraction());
		img.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(img));
		return img;
	}

	/** Finds a type that has arrays like this one, unsigned if it is of integers. */
	static VoxelType ofArray(final Object array) {
		if (array instanceof byte[]) return UINT8;
		if (array instanceof short[]) return UINT16;
		if (array instanceof int[]) return UINT32;
		if (array instanceof long[]) return UINT64;
		if (array instanceof float[]) return FLOAT32;
		return FLOAT64;
	}

	/** Finds the type that holds the values of an imglib2 type without loss (64-bit and complex exotics: as double). */
	static VoxelType of(final Object type) {
		final VoxelType same = sameAs(type);
		if (same != null) return same;
		if (type instanceof IntegerType<?> integer) {
			final boolean signed = integer.getMinValue() < 0;
			final int bits = integer.getBitsPerPixel();
			if (bits <= 8) return signed ? INT8 : UINT8;
			if (bits <= 16) return signed ? INT16 : UINT16;
			if (bits <= 32) return signed ? INT32 : UINT32;
			return signed ? INT64 : UINT64;
		}
		return FLOAT64;
	}

	/** Finds the type whose array imglib2 uses for this type, null if there is none. */
	static VoxelType sameAs(final Object type) {
		if (type instanceof UnsignedByteType) return UINT8;
		if (type instanceof ByteType) return INT8;
		if (type instanceof UnsignedShortType) return UINT16;
		if (type instanceof ShortType) return INT16;
		if (type instanceof UnsignedIntType) return UINT32;
		if (type instanceof IntType) return INT32;
		if (type instanceof UnsignedLongType) return UINT64;
		if (type instanceof LongType) return INT64;
		if (type instanceof FloatType) return FLOAT32;
		if (type instanceof DoubleType) return FLOAT64;
		return null;
	}
}
