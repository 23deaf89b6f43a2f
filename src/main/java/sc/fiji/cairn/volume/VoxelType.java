package sc.fiji.cairn.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
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

/** The number types in which files hold voxels: how wide they are, and the Java array and imglib2 type that hold them. */
enum VoxelType {

	UINT8(1), INT8(1), UINT16(2), INT16(2), UINT32(4), INT32(4), UINT64(8), INT64(8), FLOAT32(4), FLOAT64(8);

	private final int bytes;

	VoxelType(final int bytes) {
		this.bytes = bytes;
	}

	/** Returns the width of one voxel. */
	int bytes() {
		return bytes;
	}

	/** Creates the Java array that holds {@code length} voxels. */
	Object array(final int length) {
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
	RandomAccessibleInterval<? extends RealType<?>> wrap(final Object array, final long... dimensions) {
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
