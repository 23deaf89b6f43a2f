// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.Arrays;

/**
 * The distances of the surface voxels of one mask from the surface of another, and the other way round.
 *
 * @param there from each surface voxel of the first mask to the nearest one of the second, ascending
 * @param back from each surface voxel of the second mask to the nearest one of the first, ascending
 */
record SurfaceDistances(double[] there, double[] back) {

	private static final double PERCENTILE = 0.95;

	/**
	 * Measures two surfaces in the same box.
	 *
	 * @param spacing distance between voxel centres along X, Y and Z
	 */
	static SurfaceDistances between(final Mask first, final Mask second, final double[] spacing) {
		// One after the other, as each map takes eight bytes per voxel of the box.
		return new SurfaceDistances(directed(first, second, spacing), directed(second, first, spacing));
	}

	/** The largest distance, in units of the spacing: the Hausdorff distance. */
	double maximum() {
		return Math.max(there[there.length - 1], back[back.length - 1]);
	}

	/** The 95th percentile of both directions joined, interpolated linearly between ranks. */
	double percentile95() {
		final double[] all = Arrays.copyOf(there, there.length + back.length);
		System.arraycopy(back, 0, all, there.length, back.length);
		Arrays.sort(all);
		final double rank = PERCENTILE * (all.length - 1);
		final int below = (int) rank;
		final double next = all[Math.min(below + 1, all.length - 1)];
		return all[below] + (rank - below) * (next - all[below]);
	}

	/** The mean of the two directed means: the average symmetric surface distance. */
	double average() {
		return (Arrays.stream(there).average().orElseThrow() + Arrays.stream(back).average().orElseThrow()) / 2;
	}

	private static double[] directed(final Mask from, final Mask to, final double[] spacing) {
		final double[][] squared = DistanceTransform.squared(to, spacing);
		final double[] distances = new double[from.count()];
		int n = 0;
		for (int z = 0; z < from.sizeZ(); z++) {
			final boolean[] plane = from.planes()[z];
			for (int i = 0; i < plane.length; i++) {
				if (plane[i]) distances[n++] = Math.sqrt(squared[z][i]);
			}
		}
		Arrays.sort(distances);
		return distances;
	}
}
