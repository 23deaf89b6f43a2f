package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.cases.Preparation;

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
	static float[] draw(final SplittableRandom random, final double deviation, final Preparation preparation) {
		final double[] knots = new double[preparation.isFlat() ? KNOTS * KNOTS : KNOTS * KNOTS * KNOTS];
		for (int i = 0; i < knots.length; i++)
			knots[i] = deviation * random.nextGaussian();
		final float[] field = new float[preparation.voxels()];
		final double[] plane = new double[KNOTS * KNOTS];
		final double[] row = new double[KNOTS];
		final double[] voxel = new double[1];
		for (int k = 0, i = 0; k < preparation.slices(); k++) {
			between(knots, k, preparation.slices(), plane);
			for (int j = 0; j < preparation.height(); j++) {
				between(plane, j, preparation.height(), row);
				for (int n = 0; n < preparation.size(); n++, i++) {
					between(row, n, preparation.size(), voxel);
					field[i] = (float) voxel[0];
				}
			}
		}
		return field;
	}

	/** Interpolates smoothly between knots, or rows or planes of them, where one of so many voxels lies. */
	private static void between(final double[] knots, final int voxel, final int voxels, final double[] out) {
		final double place = voxel * (KNOTS - 1.0) / voxels;
		final int before = (int) place;
		final double t = place - before;
		final double share = t * t * (3 - 2 * t);
		final int after = Math.min((before + 1) * out.length, knots.length - out.length);
		for (int i = 0; i < out.length; i++)
			out[i] = knots[before * out.length + i] * (1 - share) + knots[after + i] * share;
	}
}
