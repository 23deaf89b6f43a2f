// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.report.Palette;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingLog;

/** Tests what is drawn in a training window, without one. */
class CardTest {

	private final List<RuntimeException> failures = new ArrayList<>();

	private BufferedImage paint(final Card card, final int width, final int height) {
		card.setSize(width, height);
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		card.paint(g);
		g.dispose();
		return image;
	}

	private static int count(final BufferedImage image, final Rectangle area, final Color colour) {
		int count = 0;
		for (int y = area.y; y < area.y + area.height; y++)
			for (int x = area.x; x < area.x + area.width; x++)
				if ((image.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff)) count++;
		return count;
	}

	@Test
	void whatGoesWrongIsToldAndNotThrown() {
		paint(new Card(1, failures::add) {

			@Override
			void draw(final Graphics2D g, final Rectangle area) {
				throw new IllegalStateException("broken");
			}
		}, 50, 50);
		assertEquals("broken", failures.get(0).getMessage());
	}

	@Test
	void theChartOfDiceComesWithTheFirstValidation() {
		final LiveTraining live = new LiveTraining(Progress.SILENT);
		final ChartCard card = new ChartCard(1, failures::add);
		final Rectangle below = new Rectangle(0, 270, 500, 130);
		card.show(live.state(), false);
		paint(card, 500, 400);
		live.started("Fine-tuning", 40, new TrainingLog());
		card.show(live.state(), true);
		paint(card, 500, 400);
		for (int i = 0; i < 40; i++)
			live.stepped(new StepReport(i, 2 + 2 * Math.exp(-i / 10.0), 1, 1, i, 0));
		card.show(live.state(), false);
		final Color line = Palette.ofCurve(0);
		final BufferedImage loss = paint(card, 500, 400);
		assertTrue(count(loss, new Rectangle(0, 0, 500, 270), line) > 200);
		live.validated(20, 0.1);
		live.validated(40, 0.9);
		card.show(live.state(), true);
		final BufferedImage both = paint(card, 500, 400);
		assertTrue(count(both, below, line) > 100);
		assertEquals(List.of(), failures);
	}

	@Test
	void theOutlineOfThePredictionLiesOverTheSlice() {
		final int side = 24;
		final int[] prediction = new int[side * side];
		final int[] truth = new int[side * side];
		final float[] pixels = new float[side * side];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = i % 7;
		for (int y = 6; y < 16; y++)
			for (int x = 6; x < 16; x++) {
				prediction[y * side + x] = 1;
				truth[(y + 3) * side + x] = 1;
			}
		final PreviewCard card = new PreviewCard(1, failures::add);
		card.show(null, List.of(), "Soon");
		paint(card, 300, 340);
		card.show(new Preview("a", List.of(new Preview.Panel("b", side, 1, pixels, truth, prediction))), List.of("background",
			"heart"), "");
		final BufferedImage image = paint(card, 300, 340);
		final Rectangle picture = new Rectangle(12, 60, 276, 240);
		assertTrue(count(image, picture, Palette.ofClass(1)) > 100);
		assertTrue(count(image, picture, Color.WHITE) > 20, "the dashes of the truth");
		assertFalse(count(image, new Rectangle(0, 305, 300, 35), Palette.ofClass(1)) == 0, "the legend");
		card.show(new Preview("pair", List.of(Preview.Panel.of("x", side, pixels), Preview.Panel.of("y", side, pixels), Preview.Panel
			.of("z", side, pixels))), List.of(), "");
		final BufferedImage three = paint(card, 300, 340);
		assertEquals(0, count(three, new Rectangle(0, 0, 300, 340), Palette.ofClass(1)));
		// Two beside each other and one below are larger than three in a row.
		assertTrue(count(three, new Rectangle(20, 220, 100, 80), Color.WHITE) < 4000);
		assertEquals(List.of(), failures);
	}

	@Test
	void aVerySmallWindowIsNoMistake() {
		final PreviewCard card = new PreviewCard(1, failures::add);
		card.show(new Preview("a", List.of(Preview.Panel.of("b", 4, new float[16]))), List.of(), "");
		final ChartCard chart = new ChartCard(1, failures::add);
		final LiveTraining live = new LiveTraining(Progress.SILENT);
		live.started("a", 2, new TrainingLog());
		live.stepped(new StepReport(0, Double.NaN, 1, 1, 1, 0));
		live.validated(1, Double.NaN);
		chart.show(live.state(), true);
		for (final int size : new int[] { 1, 20, 60, 120 }) {
			paint(card, size, size);
			paint(chart, size, size);
		}
		assertEquals(List.of(), failures);
	}
}
