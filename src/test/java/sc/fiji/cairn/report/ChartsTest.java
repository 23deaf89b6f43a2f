// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;

/** Tests the axes of charts. */
class ChartsTest {

	private static final Rectangle2D AREA = new Rectangle2D.Double(0, 0, 300, 200);

	/** Gets what is written at an axis, from below. */
	private static List<String> ticks(final ValueAxis axis) {
		final Graphics2D g = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB).createGraphics();
		try {
			final List<?> ticks = axis.refreshTicks(g, new AxisState(), AREA, RectangleEdge.LEFT);
			return ticks.stream().map(tick -> ((Tick) tick).getText()).toList();
		}
		finally {
			g.dispose();
		}
	}

	@Test
	void ratiosAreDistances() {
		final ValueAxis axis = Charts.fitting("loss", DoubleStream.of(0.1, 10, Double.NaN, 1, 0, -3), true);
		assertEquals(100, axis.valueToJava2D(1, AREA, RectangleEdge.LEFT), 1e-6);
		assertTrue(axis.getRange().contains(0.1) && axis.getRange().contains(10));
		assertEquals(List.of("0.1", "1", "10"), ticks(axis));
		assertEquals(List.of("0.5", "1", "2"), ticks(Charts.fitting("loss", DoubleStream.of(0.4, 3), true)));
	}

	@Test
	void aNarrowRangeHasRoundNumbersToo() {
		assertTrue(ticks(Charts.fitting("loss", DoubleStream.of(2.1, 2.9), true)).size() > 2, "no power of ten lies between");
	}

	@Test
	void withoutValuesThereIsAnAxisAllTheSame() {
		for (final boolean ratios : new boolean[] { true, false }) {
			assertTrue(ticks(Charts.fitting("loss", DoubleStream.empty(), ratios)).size() > 1);
			assertTrue(ticks(Charts.fitting("loss", DoubleStream.of(0.7), ratios)).size() > 1);
		}
	}

	@Test
	void aSpikeDoesNotSqueezeTheRest() {
		final DoubleStream values = DoubleStream.iterate(1, value -> value + 0.001).limit(1000);
		assertTrue(Charts.fitting("loss", DoubleStream.concat(values, DoubleStream.of(1e6)), false).getUpperBound() < 3);
	}
}
