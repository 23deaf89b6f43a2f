package sc.fiji.cairn.volume;

import java.lang.reflect.Array;

import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;

/** Applies slope and intercept to stored voxels. */
final class NiftiScaling {

	private NiftiScaling() {}

	/**
	 * Computes {@code slope * stored + intercept}, in double precision.
	 *
	 * @param stored array as {@link VoxelType#array} makes it; may be changed
	 * @return an array of the type that {@link #type} tells
	 */
	static Object apply(final VoxelType type, final Object stored, final double slope, final double intercept) {
		if (type(type) == VoxelType.FLOAT32) {
			final float[] scaled = floats(type, stored);
			for (int i = 0; i < scaled.length; i++)
				scaled[i] = (float) (slope * scaled[i] + intercept);
			return scaled;
		}
		final double[] scaled = doubles(type, stored);
		for (int i = 0; i < scaled.length; i++)
			scaled[i] = slope * scaled[i] + intercept;
		return scaled;
	}

	/** Finds the type of scaled voxels: floats where these resolve all stored numbers (up to 16 bits, or floats), else doubles. */
	static VoxelType type(final VoxelType stored) {
		return stored.bytes() <= 2 || stored == VoxelType.FLOAT32 ? VoxelType.FLOAT32 : VoxelType.FLOAT64;
	}

	private static float[] floats(final VoxelType type, final Object stored) {
		if (stored instanceof float[] floats) return floats;
		final float[] floats = new float[Array.getLength(stored)];
		RealTypeConverters.copyFromTo(type.wrap(stored, floats.length), ArrayImgs.floats(floats, floats.length));
		return floats;
	}

	private static double[] doubles(final VoxelType type, final Object stored) {
		if (stored instanceof double[] doubles) return doubles;
		final double[] doubles = new double[Array.getLength(stored)];
		RealTypeConverters.copyFromTo(type.wrap(stored, doubles.length), ArrayImgs.doubles(doubles, doubles.length));
		return doubles;
	}
}
