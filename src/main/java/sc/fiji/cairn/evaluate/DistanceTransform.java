// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The exact squared Euclidean distance from each voxel of a box to the nearest voxel of a mask, with its own voxel
 * spacing along each axis.
 * <p>
 * Lower envelope of parabolas, one axis after the other: Felzenszwalb and Huttenlocher, Distance transforms of sampled
 * functions, Theory of Computing 8 (2012), section 2. Time is linear in the number of voxels.
 * </p>
 */
final class DistanceTransform {

	private DistanceTransform() {}

	/**
	 * Transforms a mask.
	 *
	 * @param mask where the distance is 0
	 * @param spacing distance between voxel centres along X, Y and Z
	 * @return squared distances, one array per slice, X fastest; infinite everywhere if the mask is empty
	 */
	static double[][] squared(final Mask mask, final double[] spacing) {
		final int sizeX = mask.sizeX();
		final int sizeY = mask.sizeY();
		final int sizeZ = mask.sizeZ();
		final double[][] squared = new double[sizeZ][sizeX * sizeY];
		IntStream.range(0, sizeZ).parallel().forEach(z -> {
			final boolean[] source = mask.planes()[z];
			final double[] target = squared[z];
			Arrays.setAll(target, i -> source[i] ? 0 : Double.POSITIVE_INFINITY);
			final Line row = new Line(sizeX, spacing[0]);
			for (int y = 0; y < sizeY; y++) {
				for (int x = 0; x < sizeX; x++) row.values[x] = target[y * sizeX + x];
				row.transform();
				for (int x = 0; x < sizeX; x++) target[y * sizeX + x] = row.values[x];
			}
			final Line column = new Line(sizeY, spacing[1]);
			for (int x = 0; x < sizeX; x++) {
				for (int y = 0; y < sizeY; y++) column.values[y] = target[y * sizeX + x];
				column.transform();
				for (int y = 0; y < sizeY; y++) target[y * sizeX + x] = column.values[y];
			}
		});
		IntStream.range(0, sizeY).parallel().forEach(y -> {
			final Line column = new Line(sizeZ, spacing[2]);
			for (int i = y * sizeX; i < (y + 1) * sizeX; i++) {
				for (int z = 0; z < sizeZ; z++) column.values[z] = squared[z][i];
				column.transform();
				for (int z = 0; z < sizeZ; z++) squared[z][i] = column.values[z];
			}
		});
		return squared;
	}

	/** One line of voxels, and the parabolas that make up its lower envelope. */
	private static final class Line {

		private final double[] values;
		private final double[] lowest;
		private final int[] vertex;
		private final double[] from;
		private final double square;

		private Line(final int size, final double spacing) {
			values = new double[size];
			lowest = new double[size];
			vertex = new int[size];
			from = new double[size];
			square = spacing * spacing;
		}

		/** Replaces each value by the least of (distance to q)^2 + value of q, over all q of the line. */
		private void transform() {
			int last = -1;
			for (int q = 0; q < values.length; q++) {
				if (values[q] == Double.POSITIVE_INFINITY) continue;
				double start = Double.NEGATIVE_INFINITY;
				while (last >= 0 && (start = intersection(vertex[last], q)) <= from[last]) last--;
				last++;
				vertex[last] = q;
				from[last] = last == 0 ? Double.NEGATIVE_INFINITY : start;
			}
			if (last < 0) return;
			for (int q = 0, k = 0; q < values.length; q++) {
				while (k < last && from[k + 1] < q) k++;
				final double steps = (double) q - vertex[k];
				lowest[q] = steps * steps * square + values[vertex[k]];
			}
			System.arraycopy(lowest, 0, values, 0, values.length);
		}

		/** Where the parabola of q sinks below the parabola of an earlier p, in voxels. */
		private double intersection(final int p, final int q) {
			return (values[q] - values[p]) / (2 * square * (q - p)) + (p + q) / 2.0;
		}
	}
}
