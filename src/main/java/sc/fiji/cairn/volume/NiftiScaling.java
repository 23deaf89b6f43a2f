package sc.fiji.cairn.volume;

import java.lang.reflect.Array;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

/** Applies slope and intercept to stored voxels. */
final class NiftiScaling {

	private NiftiScaling() {}

	/**
	 * Computes {@code slope * stored + intercept}, in double precision.
	 *
	 * @return floats where these resolve all stored numbers (up to 16 bits, or floats), otherwise doubles
	 */
	static RandomAccessibleInterval<? extends RealType<?>> apply(final VoxelType type, final Object stored,
		final double slope, final double intercept, final long... dimensions)
	{
		if (type.bytes() <= 2 || type == VoxelType.FLOAT32) {
			final float[] scaled = floats(type, stored, dimensions);
			for (int i = 0; i < scaled.length; i++)
				scaled[i] = (float) (slope * scaled[i] + intercept);
			return ArrayImgs.floats(scaled, dimensions);
		}
		final double[] scaled = doubles(type, stored, dimensions);
		for (int i = 0; i < scaled.length; i++)
			scaled[i] = slope * scaled[i] + intercept;
		return ArrayImgs.doubles(scaled, dimensions);
	}

	private static float[] floats(final VoxelType type, final Object stored, final long[] dimensions) {
		if (stored instanceof float[] floats) return floats;
		final float[] floats = new float[Array.getLength(stored)];
		RealTypeConverters.copyFromTo(type.wrap(stored, dimensions), ArrayImgs.floats(floats, dimensions));
		return floats;
	}

	private static double[] doubles(final VoxelType type, final Object stored, final long[] dimensions) {
		if (stored instanceof double[] doubles) return doubles;
		final double[] doubles = new double[Array.getLength(stored)];
		RealTypeConverters.copyFromTo(type.wrap(stored, dimensions), ArrayImgs.doubles(doubles, dimensions));
		return doubles;
	}
}
