// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;

class VolumeAugmentationTest {

	private static final int SIZE = 9;
	private static final int SIDE = 41;

	/** A volume whose intensities tell the place along one axis, from its middle. */
	private static PreparedVolume ramp(final double spacingZ, final int axis) {
		final float[][] slices = new float[SIDE][SIDE * SIDE];
		for (int z = 0; z < SIDE; z++)
			for (int i = 0; i < SIDE * SIDE; i++)
				slices[z][i] = (axis == 0 ? i % SIDE : axis == 1 ? i / SIDE : z) - SIDE / 2;
		return Stacks.of("ramp", SIDE, SIDE, 1, 1, spacingZ, slices, null);
	}

	/** Where each voxel of a window looks along an axis. */
	private static float[] places(final SpatialAugmentation places, final double spacingZ, final int axis, final int draw) {
		final Preprocessing preprocessing = new Preprocessing(SIZE, 1, Normalisation.PERCENTILES_1_99, SIZE, spacingZ);
		final PreparedVolume stack = ramp(spacingZ, axis);
		final float[] out = new float[preprocessing.voxels()];
		new View(stack, places.draw(Seeds.random(1, draw, 0), Place.middle(stack), preprocessing)).sample(out);
		return out;
	}

	private static double step(final float[] places, final int stride) {
		final int middle = places.length / 2;
		return places[middle + stride] - places[middle];
	}

	@Test
	void withoutChangesTheWindowIsTheMiddle() {
		final SpatialAugmentation none = new SpatialAugmentation(0, 0, 0, 0, false, false);
		for (int i = 0; i < 729; i++)
			assertEquals(i % 9 - 4, places(none, 1, 0, 3)[i], 1e-4);
	}

	@Test
	void turnsKeepDistancesInMillimetres() {
		final SpatialAugmentation turns = new SpatialAugmentation(60, 0, 0, 0, false, false);
		double tilted = 0;
		for (int draw = 0; draw < 20; draw++) {
			final double[] along = { step(places(turns, 1.5, 0, draw), 81), step(places(turns, 1.5, 1, draw), 81), step(places(
				turns, 1.5, 2, draw), 81) };
			// One voxel along Z is 1.5 mm, whichever way it points.
			assertEquals(1.5, Math.sqrt(along[0] * along[0] + along[1] * along[1] + 2.25 * along[2] * along[2]), 1e-3);
			tilted = Math.max(tilted, Math.acos(Math.min(1, along[2])));
		}
		assertTrue(tilted > Math.toRadians(15) && tilted < Math.toRadians(45), "tilted by " + Math.toDegrees(tilted));
	}

	@Test
	void farSlicesStaySlices() {
		final SpatialAugmentation all = new SpatialAugmentation(60, 0.3, 0.1, 0.05, true, true);
		for (int draw = 0; draw < 5; draw++) {
			final float[] places = places(all, 4, 2, draw);
			for (int i = 0; i < places.length; i++)
				assertEquals(places[i / 81 * 81], places[i], 1e-4);
		}
	}

	@Test
	void cubesAreBentAlongZ() {
		final float[] places = places(new SpatialAugmentation(0, 0, 0, 0.1, false, false), 1, 2, 1);
		double bent = 0;
		for (int i = 0; i < 81; i++)
			bent = Math.max(bent, Math.abs(places[i] - places[40]));
		assertTrue(bent > 0.2, "bent by " + bent);
	}

	@Test
	void mirroringIsUpToTheUser() {
		boolean x = false;
		for (int draw = 0; draw < 20; draw++) {
			x |= step(places(new SpatialAugmentation(0, 0, 0, 0, true, false), 1, 0, draw), 1) < 0;
			assertTrue(step(places(new SpatialAugmentation(0, 0, 0, 0, true, false), 1, 1, draw), 9) > 0);
			assertTrue(step(places(new SpatialAugmentation(0, 0, 0, 0, false, true), 1, 0, draw), 1) > 0);
		}
		assertTrue(x);
	}

	@Test
	void drawsFollowFromTheSeed() {
		final SpatialAugmentation all = new SpatialAugmentation(20, 0.3, 0.1, 0.05, true, true);
		assertArrayEquals(places(all, 1, 0, 7), places(all, 1, 0, 7));
	}
}
