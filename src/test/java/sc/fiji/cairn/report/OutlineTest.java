// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;

import org.junit.jupiter.api.Test;

/** Tests {@link Outline}. */
class OutlineTest {

	@Test
	void surroundsAPixel() {
		final Path2D path = Outline.of(new int[] { 0, 0, 0, 0, 2, 0, 0, 0, 0 }, 3, 2);
		final Rectangle2D bounds = path.getBounds2D();
		assertEquals(1.5, bounds.getCenterX(), 1e-9);
		assertEquals(1.5, bounds.getCenterY(), 1e-9);
		assertTrue(bounds.getWidth() > 0.6 && bounds.getWidth() <= 1, bounds.toString());
		assertTrue(path.contains(1.5, 1.5));
	}

	@Test
	void containsTheCentresOfTheClassAndNoOthers() {
		final int[] labels = { //
			1, 1, 1, 0, 0, //
			1, 0, 1, 2, 0, //
			1, 1, 1, 0, 1, //
			0, 0, 0, 1, 1 };
		final Path2D path = Outline.of(labels, 5, 1);
		final Area area = new Area(path);
		for (int i = 0; i < labels.length; i++)
			assertEquals(labels[i] == 1, area.contains(i % 5 + 0.5, i / 5 + 0.5), "pixel " + i);
	}

	@Test
	void closesEveryLine() {
		int open = 0;
		int closed = 0;
		for (final PathIterator each = Outline.of(new int[] { 1, 0, 0, 1 }, 2, 1).getPathIterator(null); !each
			.isDone(); each.next())
		{
			final int segment = each.currentSegment(new double[6]);
			if (segment == PathIterator.SEG_MOVETO) open++;
			if (segment == PathIterator.SEG_CLOSE) closed++;
		}
		assertTrue(open > 0);
		assertEquals(open, closed);
	}

	@Test
	void isEmptyWithoutTheClass() {
		assertTrue(Outline.of(new int[] { 0, 1 }, 2, 3).getPathIterator(null).isDone());
	}
}
