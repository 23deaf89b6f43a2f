// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;

/** A channel and a time point are found by their axes, wherever these are. */
class SelectionTest {

	/** Voxels are 1000 c + 100 x + 10 y + t. */
	private static Volume volume() {
		final float[] values = new float[2 * 4 * 3 * 5];
		for (int i = 0; i < values.length; i++)
			values[i] = 1000 * (i % 2) + 100 * (i / 2 % 4) + 10 * (i / 8 % 3) + i / 24;
		return new Volume("film", List.of(Axis.CHANNEL, Axis.X, Axis.Y, Axis.TIME), ArrayImgs.floats(values, 2, 4, 3, 5),
			new Geometry(0.2, 0.25, 1, "um", List.of()), Header.NONE);
	}

	@Test
	void theAxesOfWhatIsSelectedVanish() {
		final Volume one = new Selection(2, 4).of(volume(), "film");
		assertEquals(List.of(Axis.X, Axis.Y), one.axes());
		assertEquals(1000 + 300 + 20 + 3, one.grid(0, 0).getAt(3, 2, 0).getRealDouble(), 0);
		assertEquals(List.of(Axis.X, Axis.Y, Axis.TIME), new Selection(1, 0).of(volume(), "film").axes());
		assertEquals(List.of(Axis.CHANNEL, Axis.X, Axis.Y), new Selection(0, 5).of(volume(), "film").axes());
		final Volume all = volume();
		assertSame(all, Selection.ALL.of(all, "film"));
	}

	@Test
	void labelsHaveNoChannelsToSelect() {
		final Volume labels = new Selection(1, 0).of(volume(), "labels");
		assertEquals(List.of(Axis.X, Axis.Y), new Selection(2, 3).ofLabels(labels, "labels").axes());
	}

	@Test
	void aFirstOneThatHasNoAxisIsTheWholeImage() {
		final Volume flat = new Selection(1, 1).of(volume(), "film");
		assertEquals(List.of(Axis.X, Axis.Y), new Selection(1, 1).of(flat, "film").axes());
	}

	@Test
	void whatIsNotThereIsRefused() {
		final CairnException channel = assertThrows(CairnException.class, () -> new Selection(3, 0).of(volume(), "film.tif"));
		assertTrue(channel.getMessage().contains("film.tif has 2 channels, but channel=3"), channel.getMessage());
		final CairnException frame = assertThrows(CairnException.class, () -> new Selection(0, 6).of(volume(), "film.tif"));
		assertTrue(frame.getMessage().contains("5 frames, but frame=6"), frame.getMessage());
		assertThrows(CairnException.class, () -> new Selection(-1, 0));
		assertThrows(CairnException.class, () -> new Selection(0, -1));
	}

	@Test
	void aSeriesHasTimeAsItsLastAxis() {
		final var series = volume().series(1);
		assertArrayEquals(new long[] { 4, 3, 1, 5 }, series.dimensionsAsLongArray());
		assertEquals(1000 + 200 + 10 + 4, series.getAt(2, 1, 0, 4).getRealDouble(), 0);
		assertEquals(3, new Selection(0, 1).of(volume(), "film").series(0).numDimensions());
	}

	@Test
	void theSummaryNamesChannelsSlicesFramesAndSpacing() {
		assertEquals("2 channels, 1 slice, 5 frames, 0.2 x 0.25 x 1 um", volume().summary());
		assertEquals("1 channel, 1 slice, 1 frame, 0.3333 x 1200 x 1 mm", new Volume("a", List.of(Axis.X, Axis.Y), ArrayImgs
			.bytes(1, 1), new Geometry(1 / 3.0, 1200, 1, "mm", List.of()), Header.NONE).summary());
	}
}
