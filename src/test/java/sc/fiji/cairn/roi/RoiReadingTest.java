// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.gui.Line;
import ij.gui.Roi;

import sc.fiji.cairn.CairnException;

/** Tests what {@link RoiReading} makes of ROIs that come without an explanation. */
class RoiReadingTest {

	@Test
	void namesTellClassesAndKeepTheNumbersOfBefore() {
		final RoiReading reading = RoiReading.of(named("Nucleus-1", "cell", "nucleus-2", "cell-1", "CA1", "CA3 2"), List.of(
			"cell", ""));
		assertEquals(List.of("cell", "class 2", "Nucleus", "CA1", "CA3"), reading.names());
		assertEquals("cell, class 2, Nucleus, CA1, CA3, by the names of the ROIs", reading.classes());
		assertEquals("the names", reading.by());
		assertFalse(reading.scribbles());
	}

	@Test
	void numbersOfTheManagerAreNoNames() {
		final RoiReading reading = RoiReading.of(named("0003-0123-0456", "0003-0123-0456-1", "7", null), List.of("cell"));
		assertEquals(List.of(), reading.names());
		assertEquals("one class", reading.classes());
	}

	@Test
	void groupsComeBeforeNamesAndNamesBeforeColours() {
		final List<Roi> rois = named("cell-1", "nucleus-1");
		rois.get(0).setStrokeColor(Color.RED);
		rois.get(1).setStrokeColor(Color.GREEN);
		assertEquals("the names", RoiReading.of(rois, List.of()).by());
		rois.get(1).setGroup(2);
		assertEquals("the groups", RoiReading.of(rois, List.of()).by());
	}

	@Test
	void coloursTellClassesWhereNothingElseDoes() {
		final List<Roi> rois = named(null, null, null);
		rois.get(0).setStrokeColor(Color.GREEN);
		rois.get(1).setStrokeColor(Color.RED);
		rois.get(2).setStrokeColor(Color.GREEN);
		final RoiReading reading = RoiReading.of(rois, List.of());
		assertEquals(List.of("green", "red"), reading.names());
		assertEquals(List.of("green", "red", "green"), reading.rois().stream().map(Roi::getName).toList());
		assertEquals(null, rois.get(0).getName(), "the user's stay as they are");
	}

	@Test
	void strokesAndBackgroundAreScribbles() {
		assertTrue(RoiReading.of(List.of(new Line(1, 1, 9, 9)), List.of()).scribbles());
		final RoiReading reading = RoiReading.of(named("cell", "Background-2"), List.of());
		assertTrue(reading.scribbles());
		assertEquals(List.of("cell"), reading.names());
	}

	@Test
	void aNameAmongNumbersIsRefused() {
		assertEquals("The ROI 0001-0002 does not say its class, but others do, such as cell; rename it by its class in the ROI " +
			"Manager, or delete it.", assertThrows(CairnException.class, () -> RoiReading.of(named("cell", "0001-0002"), List.of()))
				.getMessage());
	}

	private static List<Roi> named(final String... names) {
		return Arrays.stream(names).map(name -> {
			final Roi roi = new Roi(0, 0, 5, 5);
			roi.setName(name);
			return roi;
		}).toList();
	}
}
