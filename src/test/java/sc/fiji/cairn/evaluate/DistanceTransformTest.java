// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTransformTest {

	@ParameterizedTest
	@CsvSource({ "9, 7, 5, 1, 1, 1, .1", "9, 7, 5, .31, 2.7, 5, .02", "1, 13, 4, 8, .5, 1, .2", "30, 1, 1, .1, 3, 3, .1",
		"6, 6, 6, 1, 1, 1, .9" })
	void agreesWithASearchOfAllVoxels(final int x, final int y, final int z, final double sx, final double sy,
		final double sz, final double share)
	{
		final Random random = new Random(7);
		final boolean[][] planes = new boolean[z][x * y];
		for (final boolean[] plane : planes) {
			for (int i = 0; i < plane.length; i++) plane[i] = random.nextDouble() < share;
		}
		planes[z / 2][0] = true;
		final double[] spacing = { sx, sy, sz };
		final Mask mask = new Mask(x, y, planes);
		final double[][] squared = DistanceTransform.squared(mask, spacing);
		for (int k = 0; k < z; k++) {
			for (int i = 0; i < x * y; i++) assertEquals(nearest(mask, i % x, i / x, k, spacing), squared[k][i], 1e-9);
		}
	}

	private static double nearest(final Mask mask, final int x, final int y, final int z, final double[] spacing) {
		double nearest = Double.POSITIVE_INFINITY;
		for (int k = 0; k < mask.sizeZ(); k++) {
			for (int i = 0; i < mask.planes()[k].length; i++) {
				if (!mask.planes()[k][i]) continue;
				final double dx = (i % mask.sizeX() - x) * spacing[0];
				final double dy = (i / mask.sizeX() - y) * spacing[1];
				final double dz = (k - z) * spacing[2];
				nearest = Math.min(nearest, dx * dx + dy * dy + dz * dz);
			}
		}
		return nearest;
	}

	@Test
	void nothingIsNearAnEmptyMask() {
		final double[][] squared = DistanceTransform.squared(new Mask(3, 2, new boolean[2][6]), new double[] { 1, 1, 1 });
		for (final double[] plane : squared) {
			for (final double value : plane) assertEquals(Double.POSITIVE_INFINITY, value);
		}
	}
}
