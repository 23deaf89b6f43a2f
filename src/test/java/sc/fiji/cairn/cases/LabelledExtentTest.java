// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntPredicate;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests what {@link LabelledExtent} takes for labels that were drawn on some slices only. */
class LabelledExtentTest {

	private static final int DEPTH = 20;

	/** Areas of the slices of an organ, 16 voxels across, from slice 4 to slice 15, counted from 0. */
	private static long organ(final int slice) {
		final double away = Math.abs(slice - 9.5);
		return away > 6 ? 0 : Math.round(Math.PI * (64 - 1.5 * away * away));
	}

	private static LabelledExtent extent(final double distance, final long... areas) {
		final LabelledExtent extent = new LabelledExtent(TestVolumes.spacing(1, 1, distance, "mm"));
		extent.frame();
		for (final long area : areas)
			extent.slice(area, true);
		return extent;
	}

	/** The organ, drawn on some slices. */
	private static LabelledExtent drawn(final double distance, final IntPredicate slices) {
		final long[] areas = new long[DEPTH];
		for (int z = 0; z < DEPTH; z++)
			if (slices.test(z)) areas[z] = organ(z);
		return extent(distance, areas);
	}

	@Test
	void anOrganThatFillsSomeOfTheStackIsNotInPart() {
		for (final double distance : List.of(0.5, 1.0, 3.0, 8.0))
			assertFalse(drawn(distance, z -> true).isInPart(), "" + distance);
		assertFalse(extent(1, 80, 90, 80, 60, 30, 0, 0, 0).isInPart(), "cut by the beginning of the stack");
		assertFalse(extent(5, 0, 400, 900, 1200, 1300, 1200, 700).isInPart(), "cut by its end");
		assertFalse(extent(1, 50, 60, 70).isInPart(), "no slice is without labels");
	}

	@Test
	void smallThingsThatFitIntoASliceAreNotInPart() {
		assertFalse(extent(5, 0, 30, 0, 0, 12, 0, 0, 70, 0).isInPart());
		assertFalse(extent(1, 0, 0, 0, 1, 0, 0).isInPart());
	}

	@Test
	void slicesDrawnHereAndThereAreInPart() {
		assertTrue(drawn(1, z -> z == 8 || z == 14).isInPart());
		assertTrue(drawn(1, z -> z == 9).isInPart());
		assertTrue(drawn(2, z -> z % 3 == 1).isInPart());
		assertTrue(drawn(6, z -> z % 5 == 2).isInPart());
		assertTrue(drawn(1, z -> z == 4 || z == 9 || z == 15).isInPart(), "first, middle and last");
		assertTrue(extent(1, 200, 0, 0, 0, 200, 0, 0, 0, 200).isInPart(), "at the ends of the stack, too");
		assertTrue(drawn(1, z -> z == 6 || z == 7 || z == 12 || z == 13).isInPart(), "pairs");
		assertTrue(drawn(1, z -> z >= 8 && z < 11).isInPart(), "a block");
	}

	@Test
	void aStrayRoiDoesNotPutTheRestInQuestion() {
		assertFalse(extent(1, 0, 20, 60, 90, 100, 90, 50, 20, 0, 0, 40, 0).isInPart());
	}

	@Test
	void whatIsMarkedAsUnknownIsNotWithoutLabels() {
		final LabelledExtent extent = new LabelledExtent(Geometry.unknown());
		extent.frame();
		for (int z = 0; z < DEPTH; z++)
			extent.slice(z == 9 ? 200 : 0, z == 9);
		assertFalse(extent.isInPart());
		assertEquals(1, extent.known());
		assertEquals(List.of(), extent.blank(0));
	}

	@Test
	void timePointsWithoutLabelsAreInPart() {
		final LabelledExtent extent = new LabelledExtent(Geometry.unknown());
		for (int frame = 0; frame < 5; frame++) {
			extent.frame();
			for (int z = 0; z < DEPTH; z++)
				extent.slice(frame == 1 || frame == 4 ? organ(z) : 0, true);
		}
		assertTrue(extent.isInPart());
		assertEquals("only time points 2 and 5 of 5 carry labels", extent.words());
		assertEquals(DEPTH, extent.blank(0).size());
	}

	@Test
	void slicesAreCountedFromOneAndJoined() {
		assertEquals("only slices 9 and 15 of 20 carry labels", drawn(1, z -> z == 8 || z == 14).words());
		assertEquals("only slice 10 of 20 carries labels", drawn(1, z -> z == 9).words());
		assertEquals("only slices 5, 6, 9 and 13 to 16 of 20 carry labels", drawn(1, z -> z < 6 || z == 8 || z > 11).words());
	}
}
