// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.AbstractList;
import java.util.List;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.NativeImg;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.ArrayDataAccessFactory;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
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

/** The number types in which files hold voxels: those of imglib2 that have Java arrays of their own. */
public enum VoxelType {

	UINT8(new UnsignedByteType()), INT8(new ByteType()), UINT16(new UnsignedShortType()), INT16(new ShortType()), UINT32(
		new UnsignedIntType()), INT32(new IntType()), UINT64(new UnsignedLongType()), INT64(new LongType()), FLOAT32(
			new FloatType()), FLOAT64(new DoubleType());

	private final NativeType<?> type;

	VoxelType(final NativeType<?> type) {
		this.type = type;
	}

	/** Finds the narrowest type for whole numbers from 0 to some largest one, of which ImageJ holds the first two. */
	public static VoxelType holding(final long largest) {
		return largest <= 0xff ? UINT8 : largest <= 0xffff ? UINT16 : UINT32;
	}

	/** Gets the type of imglib2, a real one. */
	public NativeType<?> type() {
		return type;
	}

	/** Returns the width of one voxel in bytes. */
	public int bytes() {
		return ((RealType<?>) type).getBitsPerPixel() / Byte.SIZE;
	}

	/** Creates the Java array that holds {@code length} voxels. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public Object array(final int length) {
		final ArrayDataAccess<?> access = (ArrayDataAccess<?>) ArrayDataAccessFactory.get((NativeType) type);
		return ((ArrayDataAccess<?>) access.createArray(length)).getCurrentStorageArray();
	}

	/** Makes an image of zeros. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public RandomAccessibleInterval<? extends RealType<?>> zeros(final long... dimensions) {
		return new PlanarImgFactory(type).create(dimensions);
	}

	/** Wraps a Java array of voxels as an image without copying it. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public RandomAccessibleInterval<? extends RealType<?>> wrap(final Object array, final long... dimensions) {
		return linked(new ArrayImg(access(array), dimensions, new Fraction()));
	}

	/**
	 * Wraps planes as an image without copying them.
	 *
	 * @param planes arrays of voxels, X fastest; those of a list that makes them on demand are asked for when they are used
	 * @param dimensions of the image, X and Y first, then those of the list, fastest first
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public RandomAccessibleInterval<? extends RealType<?>> planar(final List<?> planes, final long... dimensions) {
		return linked(new PlanarImg(new AbstractList<ArrayDataAccess<?>>() {

			@Override
			public ArrayDataAccess<?> get(final int index) {
				return access(planes.get(index));
			}

			@Override
			public int size() {
				return planes.size();
			}
		}, dimensions, new Fraction()));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private RandomAccessibleInterval<? extends RealType<?>> linked(final NativeImg img) {
		img.setLinkedType(((NativeTypeFactory) type.getNativeTypeFactory()).createLinkedType(img));
		return img;
	}

	/** Lets imglib2 look at an array of voxels. */
	public static ArrayDataAccess<?> access(final Object array) {
		if (array instanceof byte[] bytes) return new ByteArray(bytes);
		if (array instanceof short[] shorts) return new ShortArray(shorts);
		if (array instanceof int[] ints) return new IntArray(ints);
		if (array instanceof long[] longs) return new LongArray(longs);
		if (array instanceof float[] floats) return new FloatArray(floats);
		return new DoubleArray((double[]) array);
	}

	/** Finds a type that has arrays like this one, unsigned if it is of integers. */
	static VoxelType ofArray(final Object array) {
		return Stream.of(values()).filter(one -> one.array(0).getClass() == array.getClass()).findFirst().orElseThrow();
	}

	/** Finds the type that holds the values of an imglib2 type without loss (64-bit and complex exotics: as double). */
	static VoxelType of(final Object type) {
		final VoxelType same = sameAs(type);
		if (same != null) return same;
		if (!(type instanceof IntegerType<?> integer)) return FLOAT64;
		final boolean signed = integer.getMinValue() < 0;
		return Stream.of(values()).filter(one -> one.type instanceof IntegerType<?> own && own.getMinValue() < 0 == signed && own
			.getBitsPerPixel() >= integer.getBitsPerPixel()).findFirst().orElse(signed ? INT64 : UINT64);
	}

	/** Finds the type whose array imglib2 uses for this type, null if there is none. */
	static VoxelType sameAs(final Object type) {
		return Stream.of(values()).filter(one -> one.type.getClass() == type.getClass()).findFirst().orElse(null);
	}
}
