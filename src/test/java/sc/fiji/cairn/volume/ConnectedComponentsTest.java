// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;

class ConnectedComponentsTest {

	private static ConnectedComponents slice(final Connectivity connectivity, final String... rows) {
		final int[] pixels = String.join("", rows).chars().map(digit -> digit - '0').toArray();
		return ConnectedComponents.of(ArrayImgs.ints(pixels, rows[0].length(), rows.length, 1), connectivity);
	}

	@Test
	void diagonalsTouchAtCornersOnly() {
		assertEquals(2, slice(Connectivity.FACES, "10", "01").count());
		assertEquals(1, slice(Connectivity.CORNERS, "10", "01").count());
		assertEquals(1, slice(Connectivity.CORNERS, "01", "10").count());
	}

	@Test
	void rowsDoNotTouchAroundTheBorder() {
		assertEquals(2, slice(Connectivity.CORNERS, "001", "000", "100").count());
		assertEquals(2, slice(Connectivity.FACES, "0001", "1000").count());
		assertEquals(2, slice(Connectivity.CORNERS, "0001", "1000").count());
	}

	@Test
	void aSpiralIsOne() {
		final ConnectedComponents spiral = slice(Connectivity.FACES, "1111111", "0000001", "1111101", "1000101", "1011101",
			"1000001", "1111111");
		assertEquals(1, spiral.count());
		assertEquals(31, spiral.size(1));
	}

	@Test
	void labelsThatTouchStayApart() {
		final ConnectedComponents parts = slice(Connectivity.CORNERS, "1122", "1120", "0002", "1000");
		assertEquals(3, parts.count());
		assertEquals(1, parts.label(1));
		assertEquals(2, parts.label(2));
		assertEquals(4, parts.size(2));
		assertEquals(0, parts.component(7));
	}

	@Test
	void eachLabelHasALargest() {
		final ConnectedComponents parts = slice(Connectivity.FACES, "1012", "1010", "0010", "2201");
		assertTrue(parts.inLargest(2));
		assertFalse(parts.inLargest(0));
		assertTrue(parts.inLargest(12));
		assertFalse(parts.inLargest(3));
		assertFalse(parts.inLargest(1), "no label");
		assertTrue(slice(Connectivity.FACES, "101").inLargest(0), "the first of two");
		assertFalse(slice(Connectivity.FACES, "101").inLargest(2));
	}

	@Test
	void nothingHasNoComponents() {
		assertEquals(0, slice(Connectivity.FACES, "000", "000").count());
	}

	@ParameterizedTest
	@EnumSource(Connectivity.class)
	void agreesWithAFlood(final Connectivity connectivity) {
		final int width = 9;
		final int height = 7;
		final int depth = 5;
		for (int seed = 0; seed < 20; seed++) {
			final SplittableRandom random = new SplittableRandom(seed);
			final int[] labels = new int[width * height * depth];
			for (int i = 0; i < labels.length; i++)
				labels[i] = random.nextDouble() < 0.45 ? 0 : random.nextInt(1, 3);
			final int[] expected = flood(labels, width, height, depth, connectivity == Connectivity.FACES ? 1 : 3);
			final ConnectedComponents found = ConnectedComponents.of(ArrayImgs.ints(labels, width, height, depth), connectivity);
			final int[] sizes = new int[found.count() + 1];
			for (int i = 0; i < labels.length; i++) {
				assertEquals(expected[i], found.component(i), "voxel " + i + " of image " + seed);
				sizes[expected[i]]++;
			}
			for (int c = 1; c < sizes.length; c++)
				assertEquals(sizes[c], found.size(c));
		}
	}

	/** Numbers components in the order of their first voxels. */
	private static int[] flood(final int[] labels, final int width, final int height, final int depth,
		final int farthest)
	{
		final int[] components = new int[labels.length];
		int count = 0;
		for (int start = 0; start < labels.length; start++) {
			if (labels[start] == 0 || components[start] != 0) continue;
			components[start] = ++count;
			final Deque<Integer> open = new ArrayDeque<>();
			open.add(start);
			while (!open.isEmpty()) {
				final int i = open.remove();
				for (int j = 0; j < labels.length; j++) {
					final int dx = Math.abs(i % width - j % width);
					final int dy = Math.abs(i / width % height - j / width % height);
					final int dz = Math.abs(i / width / height - j / width / height);
					if (dx > 1 || dy > 1 || dz > 1 || dx + dy + dz > farthest) continue;
					if (labels[j] != labels[start] || components[j] != 0) continue;
					components[j] = count;
					open.add(j);
				}
			}
		}
		return components;
	}
}
