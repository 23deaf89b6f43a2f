// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.lang.reflect.Array;

import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.volume.VoxelType;

/**
 * Turns stored numbers into the values that they stand for: {@code slope * stored + intercept}, in double precision.
 */
record LinearScaling(double slope, double intercept) {

	/** Numbers that stand for themselves. */
	static final LinearScaling NONE = new LinearScaling(1, 0);

	/** Tells whether anything changes. */
	boolean isNone() {
		return slope == 1 && intercept == 0;
	}

	/** Returns the type of scaled values: floats where these resolve all stored numbers, otherwise doubles. */
	static VoxelType result(final VoxelType stored) {
		return stored.bytes() <= 2 || stored == VoxelType.FLOAT32 ? VoxelType.FLOAT32 : VoxelType.FLOAT64;
	}

	/**
	 * Scales an array of voxels.
	 *
	 * @param stored as {@link VoxelType#array} makes it; may be changed
	 * @return an array of the type {@link #result}
	 */
	Object apply(final VoxelType type, final Object stored) {
		if (result(type) == VoxelType.FLOAT32) {
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
