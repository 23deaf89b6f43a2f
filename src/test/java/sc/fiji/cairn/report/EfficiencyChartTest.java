// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class EfficiencyChartTest {

	/** Lines that rise with the number of labelled volumes, each a little above the one before. */
	static List<EfficiencyChart.Line> lines(final int count, final int... numbers) {
		final List<String> names = List.of("scratch", "global", "global-local", "positional", "hierarchical (HSSL-style)",
			"supervised-local", "scratch+selftraining", "positional+selftraining");
		final Random random = new Random(4);
		final List<EfficiencyChart.Line> lines = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			final SortedMap<Integer, List<Double>> draws = new TreeMap<>();
			for (final int number : numbers) {
				final List<Double> scores = new ArrayList<>();
				for (int draw = 0; draw < 3; draw++)
					scores.add(0.87 - (0.16 - 0.01 * i) / Math.sqrt(number) + 0.012 * random.nextGaussian());
				draws.put(number, scores);
			}
			lines.add(new EfficiencyChart.Line(names.get(i), draws));
		}
		return lines;
	}

	/** Finds the row of the first and last pixel of a colour in a column, null if there is none. */
	private static int[] span(final BufferedImage image, final Color colour, final int x) {
		int[] span = null;
		for (int y = 0; y < image.getHeight(); y++) {
			if ((image.getRGB(x, y) & 0xFFFFFF) != (colour.getRGB() & 0xFFFFFF)) continue;
			if (span == null) span = new int[] { y, y };
			span[1] = y;
		}
		return span;
	}

	@Test
	void linesRiseFromLeftToRight() {
		final BufferedImage image = new EfficiencyChart(lines(1, 1, 2, 4), null, "labelled volumes").paint();
		int[] first = null;
		int[] last = null;
		for (int x = 0; x < image.getWidth() * 3 / 4; x++) {
			final int[] span = span(image, Palette.ofCurve(0), x);
			if (span == null) continue;
			if (first == null) first = span;
			last = span;
		}
		assertNotNull(first);
		assertTrue(last[1] < first[0] - image.getHeight() / 4, first[0] + " to " + last[1]);
	}

	@Test
	void everyLineHasAMarkOfItsOwnInTheLegend() {
		final BufferedImage image = new EfficiencyChart(lines(8, 1, 2, 4), new EfficiencyChart.Ceiling("all labels", 0.89),
			"labelled volumes").paint();
		final List<Integer> marks = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			int count = 0;
			for (int x = image.getWidth() * 3 / 4; x < image.getWidth(); x++)
				for (int y = 0; y < image.getHeight(); y++)
					if ((image.getRGB(x, y) & 0xFFFFFF) == (Palette.ofCurve(i).getRGB() & 0xFFFFFF)) count++;
			assertTrue(count > 200, "line " + i + " has " + count + " pixels in the legend");
			marks.add(count);
		}
		assertEquals(6, marks.size());
	}

	@Test
	void theCeilingHasItsNameOnItsLine() {
		final BufferedImage named = new EfficiencyChart(lines(2, 1, 2), new EfficiencyChart.Ceiling("all labels", 0.89),
			"labelled volumes").paint();
		final BufferedImage unnamed = new EfficiencyChart(lines(2, 1, 2), new EfficiencyChart.Ceiling("", 0.89),
			"labelled volumes").paint();
		int changed = 0;
		for (int x = 0; x < named.getWidth(); x++)
			for (int y = 0; y < named.getHeight(); y++) {
				if (named.getRGB(x, y) == unnamed.getRGB(x, y)) continue;
				changed++;
				assertTrue(x < named.getWidth() / 2 && y < named.getHeight() / 4, "at the upper left, not at " + x + ", " + y);
			}
		assertTrue(changed > 100, "pixels of the name: " + changed);
	}

	@Test
	void oneNumberAndEqualScoresCanBeDrawn() {
		final SortedMap<Integer, List<Double>> draws = new TreeMap<>();
		draws.put(2, List.of(1.0, 1.0));
		final BufferedImage image = new EfficiencyChart(List.of(new EfficiencyChart.Line("scratch", draws)), null,
			"labelled volumes").paint();
		int marked = 0;
		for (int x = 0; x < image.getWidth() / 2; x++)
			if (span(image, Palette.ofCurve(0), x) != null) marked++;
		assertTrue(marked > 10 && marked < 60, "one mark: " + marked);
		draws.put(2, List.of(Double.NaN));
		assertNotNull(new EfficiencyChart(List.of(new EfficiencyChart.Line("scratch", draws)), null, "labelled volumes")
			.paint());
	}
}
