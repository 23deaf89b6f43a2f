// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.sampling.Window;
import sc.fiji.cairn.train.NetworkPlan;

/** Tests where contrast looks in volumes, and what it takes as alike there, against plain loops. */
class VolumePlacesTest {

	/** Windows of 8 x 10 x 6 voxels along X, Y and Z. */
	private static final Preprocessing WINDOW = new Preprocessing(8, 1, Normalisation.PERCENTILES_1_99, 6, 1, 10);

	/** The intensity of a voxel tells where it is. */
	private static final List<PreparedVolume> VOLUMES = List.of(volume("a", 20, 24, 17), volume("b", 15, 13, 12), volume("c",
		8, 10, 9));

	private static PreparedVolume volume(final String name, final int width, final int height, final int depth) {
		final float[][] slices = new float[depth][width * height];
		for (int z = 0; z < depth; z++)
			for (int i = 0; i < slices[z].length; i++)
				slices[z][i] = (z * 32 + i / width) * 32 + i % width;
		return Stacks.of(name, width, height, 1, 1, 1, slices, null);
	}

	private static List<Centres> centres() {
		return VOLUMES.stream().map(volume -> Centres.of(volume, WINDOW)).toList();
	}

	/** Returns the first voxel that a window looks at: X, Y, Z. */
	private static int[] corner(final Draw draw) {
		final float[] seen = new float[WINDOW.voxels()];
		View.of(centres().get(draw.stack()).place(VOLUMES.get(draw.stack()), draw), WINDOW).sample(seen);
		final int first = (int) seen[0];
		final int last = (int) seen[seen.length - 1];
		final int[] corner = { first % 32, first / 32 % 32, first / 1024 };
		// Nothing is mirrored.
		assertArrayEquals(new int[] { corner[0] + 7, corner[1] + 9, corner[2] + 5 }, new int[] { last % 32, last / 32 % 32, last /
			1024 });
		return corner;
	}

	private static int[] size(final Draw draw) {
		final PreparedVolume volume = VOLUMES.get(draw.stack());
		return new int[] { volume.width(), volume.height(), volume.depth() };
	}

	@Test
	void windowsLieAnywhereWithinTheVolumes() {
		final SplittableRandom random = new SplittableRandom(1);
		final Set<String> seen = new HashSet<>();
		for (int i = 0; i < 80_000; i++) {
			final Draw draw = Centres.anywhere(centres(), random);
			final int[] corner = corner(draw);
			seen.add(draw.stack() + " " + List.of(corner[0], corner[1], corner[2]));
		}
		assertEquals(13 * 15 * 12 + 8 * 4 * 7 + 4, seen.size());
	}

	@ParameterizedTest
	@EnumSource(value = Strategy.class, names = { "GD", "GD_MINUS" })
	void partitionsAreEqualPartsOfThePlacesAlongZ(final Strategy strategy) {
		final GlobalDraws draws = new GlobalDraws(centres(), strategy, 4, 32);
		for (int seed = 0; seed < 200; seed++) {
			final List<Draw> batch = draws.draw(new SplittableRandom(seed));
			final float[][] masks = draws.masks(batch);
			for (int i = 0; i < batch.size(); i++) {
				final int[] own = corner(batch.get(i));
				final int places = size(batch.get(i))[2] - 5;
				final int part = batch.get(i).partition();
				assertTrue(own[2] >= Math.round(part * places / 4.0) && own[2] < Math.round((part + 1) * places / 4.0), own[2] +
					" of " + places);
				for (int j = 0; j < batch.size(); j++) {
					final boolean same = batch.get(i).stack() == batch.get(j).stack() && Arrays.equals(own, corner(batch.get(
						j)));
					final boolean across = strategy == Strategy.GD && part == batch.get(j).partition() && batch.get(i).stack() != batch
						.get(j).stack();
					assertEquals(i != j && (same || across) ? 1 : 0, masks[0][i * batch.size() + j]);
					assertEquals(part != batch.get(j).partition() ? 1 : 0, masks[1][i * batch.size() + j]);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource(PositionAxes.class)
	void positionsAreThoseOfTheCentres(final PositionAxes axes) {
		final double threshold = 0.13;
		final PositionalDraws draws = new PositionalDraws(centres(), threshold, axes, 24);
		final int[] half = { 4, 5, 3 };
		int alike = 0;
		for (int seed = 0; seed < 50; seed++) {
			final List<Draw> batch = draws.draw(new SplittableRandom(seed));
			final float[] mask = draws.masks(batch)[0];
			for (int i = 0; i < batch.size(); i++) {
				for (int j = 0; j < batch.size(); j++) {
					boolean near = true;
					for (int axis = axes == PositionAxes.ALL ? 0 : 2; axis < 3; axis++) {
						final double own = (corner(batch.get(i))[axis] + half[axis] + 0.5) / size(batch.get(i))[axis];
						final double other = (corner(batch.get(j))[axis] + half[axis] + 0.5) / size(batch.get(j))[axis];
						near &= Math.abs(own - other) < threshold;
					}
					final boolean expected = i != j && (near || batch.get(i).samePlace(batch.get(j)));
					assertEquals(expected ? 1 : 0, mask[i * batch.size() + j]);
					if (expected) alike++;
				}
			}
		}
		assertTrue(alike > 0);
	}

	@ParameterizedTest
	@CsvSource({ "9, 27", "13, 35" })
	void regionsAreCubesWithinTheVolume(final int count, final int cubes) {
		// A map of a cell for each two voxels of a window of 24 x 16 x 20 voxels along Z, Y and X.
		final LocalRegions regions = new LocalRegions(List.of(12, 8, 10), 3, count);
		final int[] window = { 24, 16, 20 };
		final int[] samples = { 40, 16, 30 };
		final double[] offset = { -8, 0, 3 };
		final List<LocalRegions.Extent> extents = new ArrayList<>();
		for (int axis = 0; axis < 3; axis++)
			extents.add(regions.extent(axis, Window.Grid.centred(samples[axis], 1, window[axis]), offset[axis], samples[axis], 2));
		final long[] cells = regions.cells(extents);
		assertEquals(cubes, regions.size());
		assertEquals(cubes * 27, cells.length);
		final Set<Long> corners = new HashSet<>();
		for (int region = 0, i = 0; region < cubes; region++) {
			final long first = cells[i];
			corners.add(first);
			for (int z = 0; z < 3; z++)
				for (int y = 0; y < 3; y++)
					for (int x = 0; x < 3; x++, i++)
						assertEquals(first + (z * 8 + y) * 10 + x, cells[i]);
			assertTrue(first / 80 <= 9 && first / 10 % 8 <= 5 && first % 10 <= 7, "within the map: " + first);
		}
		assertEquals(cubes, corners.size());
		// One at each corner of the map, but for a cell, and one in the middle.
		for (final long corner : new long[] { 0, 6, 4 * 10, 8 * 80 + 4 * 10 + 6, 4 * 80 + 2 * 10 + 3 })
			assertTrue(corners.contains(corner), corner + " of " + corners);
	}

	@Test
	void regionsKeepToThePartOfAWindowThatShowsTheVolume() {
		final LocalRegions regions = new LocalRegions(List.of(16, 16, 16), 3, 13);
		// 20 of 32 voxels show the volume: from 6 to 25.
		final Window.Grid grid = Window.Grid.centred(20, 1, 32);
		assertEquals(new LocalRegions.Extent(3, 10), regions.extent(0, grid, 0, 20, 2));
		assertEquals(new LocalRegions.Extent(1, 10), regions.extent(0, grid, 4, 20, 2));
	}

	@Test
	void theNearestCubesAreNegatives() {
		final LocalRegions regions = new LocalRegions(List.of(12, 12, 12), 3, 13);
		// That in the middle of the grid of 27, number 13, has the eight between them around it.
		assertEquals(Set.of(27, 28, 29, 30, 31, 32, 33, 34), Set.copyOf(regions.neighbours(13, 8)));
		final float[][] masks = regions.masks(new int[] { 1, 0 }, 5);
		for (int row = 0; row < 70; row++) {
			assertEquals(1, masks[0][row * 70 + (row + 35) % 70]);
			int negatives = 0;
			for (int column = 0; column < 70; column++)
				negatives += masks[1][row * 70 + column];
			assertEquals(10, negatives);
		}
	}

	@Test
	void windowsHaveHalfTheSidesInWhatTheNetworkTakes() {
		final Preprocessing whole = new Preprocessing(56, 1, Normalisation.PERCENTILES_1_99, 40, 1.5, 8);
		final Preprocessing half = ContrastWindow.of(new NetworkPlan(new Architecture(3, 1, 4, 4), whole, null));
		assertEquals(new Preprocessing(32, 1, Normalisation.PERCENTILES_1_99, 24, 1.5, 8), half);
		final Preprocessing flat = new Preprocessing(64, 1);
		assertEquals(flat, ContrastWindow.of(new NetworkPlan(new Architecture(2, 1, 4, 4), flat, null)));
	}
}
