// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.sampling.Preprocessing;

/** Smooth random displacements along one axis: normal at the knots of a coarse grid, smooth in between. */
final class Bending {

	/** Knots of the grid along each axis. */
	private static final int KNOTS = 5;

	private Bending() {}

	/**
	 * Draws the displacement of each voxel of a window; that of a 2D network has knots in its plane alone.
	 *
	 * @param deviation standard deviation at the knots, in voxels of the volume
	 * @return in voxels of the volume, X fastest
	 */
	static float[] draw(final SplittableRandom random, final double deviation, final Preprocessing preprocessing) {
		final double[] knots = new double[preprocessing.isFlat() ? KNOTS * KNOTS : KNOTS * KNOTS * KNOTS];
		for (int i = 0; i < knots.length; i++)
			knots[i] = deviation * random.nextGaussian();
		final float[] field = new float[preprocessing.voxels()];
		final double[] plane = new double[KNOTS * KNOTS];
		final double[] row = new double[KNOTS];
		final Between across = new Between(preprocessing.size());
		final Between down = new Between(preprocessing.height());
		final Between deep = new Between(preprocessing.slices());
		for (int k = 0, i = 0; k < preprocessing.slices(); k++) {
			for (int n = 0; n < plane.length; n++)
				plane[n] = deep.at(k, knots, n, plane.length);
			for (int j = 0; j < preprocessing.height(); j++) {
				for (int n = 0; n < row.length; n++)
					row[n] = down.at(j, plane, n, row.length);
				for (int n = 0; n < preprocessing.size(); n++, i++)
					field[i] = (float) across.at(n, row, 0, 1);
			}
		}
		return field;
	}

	/** Which knots the voxels along an axis lie between, and the shares of the next. */
	private static final class Between {

		private final int[] before;
		private final double[] share;

		Between(final int voxels) {
			before = new int[voxels];
			share = new double[voxels];
			for (int i = 0; i < voxels; i++) {
				final double place = i * (KNOTS - 1.0) / voxels;
				before[i] = (int) place;
				final double t = place - before[i];
				share[i] = t * t * (3 - 2 * t);
			}
		}

		/** Interpolates smoothly between knots that begin at an index and lie a stride apart. */
		double at(final int voxel, final double[] knots, final int first, final int stride) {
			final int at = first + before[voxel] * stride;
			// NB: a single slice has knots of its own.
			return share[voxel] == 0 ? knots[at] : knots[at] * (1 - share[voxel]) + knots[at + stride] * share[voxel];
		}
	}
}
