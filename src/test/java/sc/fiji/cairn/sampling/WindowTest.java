// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

	private static final int IGNORE = PreparedVolume.IGNORE;

	private static Preprocessing preprocessing(final int size, final double spacing) {
		return new Preprocessing(size, spacing);
	}

	private static float[] sample(final PreparedVolume stack, final Preprocessing preprocessing, final SpaceMap map) {
		return sample(Place.slice(stack, 0), preprocessing, map);
	}

	private static float[] sample(final Place place, final Preprocessing preprocessing, final SpaceMap map) {
		final float[] out = new float[preprocessing.size() * preprocessing.size()];
		View.of(place, preprocessing, map).sample(out);
		return out;
	}

	private static int[] labels(final PreparedVolume stack, final Preprocessing preprocessing, final SpaceMap map) {
		final int[] out = new int[preprocessing.size() * preprocessing.size()];
		final ByteBuffer bytes = ByteBuffer.allocate(out.length);
		View.of(Place.slice(stack, 0), preprocessing, map).sampleLabels(bytes);
		for (int i = 0; i < out.length; i++)
			out[i] = bytes.get(i) & 0xff;
		return out;
	}

	/** Values whose sums would be rounded, so that a copy by interpolation would show. */
	private static double uneven(final int x, final int y) {
		return 0.1 + x * 1.37 + y * 10.91;
	}

	@Test
	void identityCopiesPixelsExactlyAndInTheMiddle() {
		final PreparedVolume stack = Stacks.labelled(Stacks.of("a", 6, 4, 1, 1, (x, y, z) -> uneven(x, y)), (x, y, z) -> x);
		final float[] seen = sample(stack, preprocessing(8, 1), SpaceMap.IDENTITY);
		final int[] classes = labels(stack, preprocessing(8, 1), SpaceMap.IDENTITY);
		for (int v = 0; v < 8; v++) {
			for (int u = 0; u < 8; u++) {
				final int x = u - 1;
				final int y = v - 2;
				final boolean inside = x >= 0 && x < 6 && y >= 0 && y < 4;
				if (inside) assertEquals((float) uneven(x, y), seen[8 * v + u]);
				assertEquals(inside ? x : IGNORE, classes[8 * v + u], "class at " + u + ", " + v);
			}
		}
	}

	@Test
	void aLargeSliceIsSeenInItsMiddle() {
		final PreparedVolume stack = Stacks.of("a", 12, 10, 1, 1, (x, y, z) -> uneven(x, y));
		final float[] seen = sample(stack, preprocessing(8, 1), SpaceMap.IDENTITY);
		assertEquals((float) uneven(2, 1), seen[0]);
		assertEquals((float) uneven(9, 8), seen[63]);
	}

	@Test
	void beyondTheBordersPixelsAreMirrored() {
		final PreparedVolume stack = Stacks.of("a", 3, 1, 1, 1, (x, y, z) -> x);
		final float[] seen = sample(stack, preprocessing(9, 1), SpaceMap.IDENTITY);
		for (int v = 0; v < 9; v++) {
			final float[] row = new float[9];
			System.arraycopy(seen, 9 * v, row, 0, 9);
			assertArrayEquals(new float[] { 1, 2, 1, 0, 1, 2, 1, 0, 1 }, row);
		}
	}

	@Test
	void largerPixelsAreMeansOfThoseThatTheyCover() {
		final PreparedVolume stack = Stacks.of("a", 32, 32, 1, 1, (x, y, z) -> x % 4 == 0 && y % 4 == 0 ? 16 : 0);
		for (final float pixel : sample(stack, preprocessing(8, 4), SpaceMap.IDENTITY))
			assertEquals(1, pixel, 1e-6);
	}

	@Test
	void halfOfTheWindowInterpolatesARampExactly() {
		final PreparedVolume stack = Stacks.of("a", 16, 16, 1, 1, (x, y, z) -> x + 100 * y);
		final float[] seen = sample(Place.slice(stack, 0).moved(0, 2, 0), preprocessing(16, 1), SpaceMap.scaling(0.5, 0.5,
			1));
		for (int i = 0; i < seen.length; i++)
			assertEquals(4 + (i % 16) / 2.0 - 0.25 + 100 * (6 + (i / 16) / 2.0 - 0.25), seen[i], 1e-3);
	}

	@Test
	void aQuarterTurnMovesRowsToColumns() {
		final PreparedVolume stack = Stacks.labelled(Stacks.of("a", 8, 8, 1, 1, (x, y, z) -> uneven(x, y)), (x, y, z) -> 8 * y +
			x);
		final SpaceMap turn = SpaceMap.aroundZ(-Math.PI / 2);
		final float[] seen = sample(stack, preprocessing(8, 1), turn);
		final int[] classes = labels(stack, preprocessing(8, 1), turn);
		for (int v = 0; v < 8; v++) {
			for (int u = 0; u < 8; u++) {
				assertEquals(uneven(v, 7 - u), seen[8 * v + u], 1e-4);
				assertEquals(8 * (7 - u) + v, classes[8 * v + u]);
			}
		}
	}

	@Test
	void mirrorsShiftsAndScalesAroundTheMiddle() {
		final PreparedVolume stack = Stacks.of("a", 8, 8, 1, 1, (x, y, z) -> x + 10 * y);
		final Preprocessing same = preprocessing(8, 1);
		final float[] mirrored = sample(stack, same, SpaceMap.scaling(-1, 1, 1));
		assertEquals(7, mirrored[0], 1e-4);
		assertEquals(70, mirrored[8 * 7 + 7], 1e-4);
		final float[] shifted = sample(Place.slice(stack, 0).moved(-2, -3, 0), same, SpaceMap.IDENTITY);
		assertEquals(0, shifted[8 * 3 + 2], 1e-4);
		assertEquals(44, shifted[8 * 7 + 6], 1e-4);
		final float[] larger = sample(stack, same, SpaceMap.scaling(0.5, 0.5, 1));
		assertEquals(0.5, larger[1] - larger[0], 1e-4);
		assertEquals(38.5, larger[8 * 3 + 3] + (larger[8 * 4 + 4] - larger[8 * 3 + 3]) / 2, 1e-4);
	}

	@Test
	void halfTheResolutionLooksBetweenPairsOfPixels() {
		final PreparedVolume stack = Stacks.of("a", 16, 16, 1, 0.5, (x, y, z) -> x + 100 * y);
		final float[] seen = sample(stack, preprocessing(8, 1), SpaceMap.IDENTITY);
		for (int i = 0; i < seen.length; i++)
			assertEquals(2 * (i % 8) + 0.5 + 100 * (2 * (i / 8) + 0.5), seen[i], 1e-3);
	}

	@Test
	void twiceTheResolutionKeepsTheMiddle() {
		final PreparedVolume stack = Stacks.of("a", 8, 8, 1, 2, (x, y, z) -> x);
		final float[] seen = sample(stack, preprocessing(16, 1), SpaceMap.IDENTITY);
		for (int u = 1; u < 15; u++)
			assertEquals(0.5 * u - 0.25, seen[u], 1e-4);
	}

	@Test
	void almostEqualSpacingsCopyPixels() {
		final PreparedVolume stack = Stacks.of("a", 8, 8, 1, 0.99, (x, y, z) -> uneven(x, y));
		assertEquals((float) uneven(5, 6), sample(stack, preprocessing(8, 1), SpaceMap.IDENTITY)[8 * 6 + 5]);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.6, 0.8, 1.3, 1.9 })
	@Tag("known-mistake-6")
	void labelsOfAnotherSizeHaveNoNewClassesAndNoRim(final double spacing) {
		// Class 2 in class 0: interpolated labels would have a rim of class 1.
		final PreparedVolume stack = Stacks.labelled(Stacks.of("disc", 40, 40, 1, 1, (x, y, z) -> x), (x, y, z) -> Math.hypot(x -
			20, y - 20) < 8 ? 2 : 0);
		final Preprocessing preprocessing = new Preprocessing(32, spacing);
		final byte[] classes = new byte[32 * 32];
		View.of(Place.slice(stack, 0), preprocessing).sampleLabels(ByteBuffer.wrap(classes));
		int inside = 0;
		for (final byte label : classes) {
			assertTrue(label == 0 || label == 2 || label == (byte) PreparedVolume.IGNORE, "class " + label);
			if (label == 2) inside++;
		}
		final double area = Math.PI * 8 * 8 / spacing / spacing;
		assertEquals(area, inside, 0.1 * area);
	}

	@Test
	void unknownSpacingCopiesPixels() {
		final PreparedVolume stack = Stacks.of("a", 8, 8, 1, 0, (x, y, z) -> uneven(x, y));
		assertEquals((float) uneven(5, 6), sample(stack, preprocessing(8, 3), SpaceMap.IDENTITY)[8 * 6 + 5]);
	}

	@Test
	void gridsGoThereAndBack() {
		final Window.Grid grid = Window.Grid.centred(13, 0.7, 32);
		for (double u = -3; u < 40; u += 0.37)
			assertEquals(u, grid.inverse(grid.at(u)), 1e-9);
	}
}
