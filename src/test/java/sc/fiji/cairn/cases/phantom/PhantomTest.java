// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

class PhantomTest {

	private static final int X = 48;
	private static final int Y = 48;
	private static final int Z = 20;

	private static int[] voxels(final Volume volume) {
		final int[] voxels = new int[X * Y * Z];
		for (int i = 0; i < voxels.length; i++) {
			voxels[i] = (int) volume.grid(0, 0).getAt(i % X, i / X % Y, i / (X * Y)).getRealDouble();
		}
		return voxels;
	}

	@Test
	void hasVoxelsOfOneByOneByTwoMillimetres() {
		final Phantom phantom = Phantom.create("p", 1, Contrast.A);
		for (final Volume volume : List.of(phantom.image(), phantom.label())) {
			assertEquals("p", volume.name());
			assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
			assertArrayEquals(new long[] { X, Y, Z }, volume.data().dimensionsAsLongArray());
			assertEquals(1, volume.geometry().spacingX());
			assertEquals(1, volume.geometry().spacingY());
			assertEquals(2, volume.geometry().spacingZ());
			assertEquals("mm", volume.geometry().unit());
		}
	}

	@Test
	void theSeedDecidesAllVoxels() {
		final int[] image = voxels(Phantom.create("p", 1, Contrast.A).image());
		assertArrayEquals(image, voxels(Phantom.create("q", 1, Contrast.A).image()));
		assertFalse(Arrays.equals(image, voxels(Phantom.create("p", 2, Contrast.A).image())));
	}

	@Test
	void contrastsShareTheAnatomy() {
		final Phantom a = Phantom.create("p", 1, Contrast.A);
		final Phantom b = Phantom.create("p", 1, Contrast.B);
		final int[] label = voxels(a.label());
		assertArrayEquals(label, voxels(b.label()));
		assertTrue(mean(voxels(a.image()), label, 1) > mean(voxels(a.image()), label, 2) + 30);
		assertTrue(mean(voxels(b.image()), label, 1) < mean(voxels(b.image()), label, 2) - 30);
	}

	@Test
	void scannersDifferInVoxelsAndContrastAndKeepTheHeightOfTheStack() {
		double before = Double.MAX_VALUE;
		for (final Scanner scanner : Scanner.values()) {
			final Phantom phantom = Phantom.create("p", 1, scanner);
			final Volume image = phantom.image();
			final long[] size = image.data().dimensionsAsLongArray();
			assertArrayEquals(size, phantom.label().data().dimensionsAsLongArray());
			assertEquals(48, size[0] * image.geometry().spacingX(), 1e-9);
			assertEquals(40, size[2] * image.geometry().spacingZ(), 1e-9);
			final double contrast = scanner.intensity(Tissue.BLOOD) - scanner.intensity(Tissue.MYOCARDIUM);
			assertTrue(contrast < before && contrast > 0, scanner + " " + contrast);
			before = contrast;
		}
		assertArrayEquals(voxels(Phantom.create("p", 1, Contrast.A).image()), voxels(Phantom.create("p", 1, Scanner.A).image()));
	}

	private static double mean(final int[] image, final int[] label, final int c) {
		double sum = 0;
		int n = 0;
		for (int i = 0; i < image.length; i++) {
			if (label[i] != c) continue;
			sum += image[i];
			n++;
		}
		return sum / n;
	}

	@Test
	void theWallEnclosesTheChamberInEachSlice() {
		for (final PhantomDataSet.Item item : labelled()) {
			final int[] label = voxels(item.phantom().label());
			for (int i = 0; i < label.length; i++) {
				if (label[i] != 1) continue;
				for (final int step : new int[] { -1, 1, -X, X }) {
					assertTrue(label[i + step] == 1 || label[i + step] == 2, item.name());
				}
			}
		}
	}

	@Test
	void crossSectionsTellTheirPosition() {
		for (final PhantomDataSet.Item item : labelled()) {
			final int[] label = voxels(item.phantom().label());
			final int[][] area = new int[Z][Phantom.CLASSES + 1];
			for (int i = 0; i < label.length; i++) area[i / (X * Y)][label[i]]++;
			assertEquals(X * Y, area[Z - 1][0], item.name());
			assertTrue(area[5][1] > 3 * area[16][1], item.name());
			assertTrue(area[5][3] > 20, item.name());
			assertEquals(0, area[15][3], item.name());
		}
	}

	@Test
	void thresholdsDoNotFindAClass() {
		for (int c = 1; c <= Phantom.CLASSES; c++) {
			double sum = 0;
			for (final PhantomDataSet.Item item : labelled()) {
				final Phantom phantom = item.phantom();
				// Even if someone chose the best thresholds for each image and each class.
				sum += bestThresholds(voxels(phantom.image()), voxels(phantom.label()), c);
			}
			final double dice = sum / labelled().size();
			assertTrue(dice < 0.4, "mean Dice of class " + c + " by thresholds: " + dice);
		}
	}

	/** The highest Dice of all intervals of grey values. */
	private static double bestThresholds(final int[] image, final int[] label, final int c) {
		final int[] all = new int[257];
		final int[] inside = new int[257];
		for (int i = 0; i < image.length; i++) {
			all[image[i] + 1]++;
			if (label[i] == c) inside[image[i] + 1]++;
		}
		Arrays.parallelPrefix(all, Integer::sum);
		Arrays.parallelPrefix(inside, Integer::sum);
		double best = 0;
		for (int low = 0; low < 256; low++) {
			for (int high = low + 1; high <= 256; high++) {
				final double common = inside[high] - inside[low];
				best = Math.max(best, 2 * common / (all[high] - all[low] + inside[256]));
			}
		}
		return best;
	}

	private static List<PhantomDataSet.Item> labelled() {
		return PhantomDataSet.standard().stream().filter(PhantomDataSet.Item::labelled).toList();
	}
}
