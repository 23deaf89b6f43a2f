// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Lays out and paints an overview: a row of panels for each case, a legend, and charts of the losses below.
 */
final class OverviewFigure {

	private static final int PANEL = 250;
	private static final int MARGIN = 24;
	private static final int GAP = 12;
	private static final int LINE = 24;
	private static final int HEAD = LINE + 4;
	private static final int CHART = 300;
	private static final int MIN_WIDTH = 640;

	private final List<String> columns;
	private final List<OverviewRow> rows;
	private final List<List<Curve>> charts;
	private final IntFunction<String> names;

	/**
	 * @param columns names of the predictions
	 * @param rows the cases, each with as many predictions
	 * @param curves losses; those of one stage share a chart
	 * @param names gives the name of a class
	 */
	OverviewFigure(final List<String> columns, final List<OverviewRow> rows, final List<Curve> curves,
		final IntFunction<String> names)
	{
		this.columns = columns;
		this.rows = rows;
		this.names = names;
		final Map<String, List<Curve>> stages = new LinkedHashMap<>();
		curves.forEach(curve -> stages.computeIfAbsent(curve.stage(), stage -> new ArrayList<>()).add(curve));
		charts = List.copyOf(stages.values());
	}

	/** Paints the figure. */
	BufferedImage paint() {
		final int panels = 2 * MARGIN + (columns.size() + 1) * (PANEL + GAP) - GAP;
		final int width = Math.max(MIN_WIDTH, panels);
		final int height = 2 * MARGIN + LINE + rows.stream().mapToInt(row -> HEAD + height(row) + GAP).sum() + LINE +
			(charts.isEmpty() ? 0 : GAP + CHART);
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		try {
			Type.smooth(g);
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, width, height);
			int y = MARGIN;
			heads(g, y);
			y += LINE;
			for (final OverviewRow row : rows) {
				draw(g, row, y);
				y += HEAD + height(row) + GAP;
			}
			legend(g, y, width);
			y += LINE + GAP;
			final int chart = charts.isEmpty() ? 0 : (width - 2 * MARGIN - GAP * (charts.size() - 1)) / charts.size();
			for (int i = 0; i < charts.size(); i++)
				CurveChart.losses(charts.get(i)).draw(g, new Rectangle(MARGIN + i * (chart + GAP), y, chart, CHART));
		}
		finally {
			g.dispose();
		}
		return image;
	}

	/** Returns the height of a row's panels: pixels keep their proportions, up to twice as high as wide. */
	private static int height(final OverviewRow row) {
		final double height = PANEL * row.aspect() * row.image().height() / row.image().width();
		return (int) Math.round(Math.min(2 * PANEL, height));
	}

	private static int left(final int column) {
		return MARGIN + column * (PANEL + GAP);
	}

	private void heads(final Graphics2D g, final int y) {
		g.setColor(Palette.TEXT);
		g.setFont(Type.BOLD);
		for (int column = 0; column <= columns.size(); column++) {
			final String text = column == 0 ? "truth" : columns.get(column - 1);
			Type.centre(g, Type.fit(g, text, PANEL), left(column) + PANEL / 2, y + LINE - 8);
		}
	}

	private void draw(final Graphics2D g, final OverviewRow row, final int top) {
		g.setFont(Type.PLAIN);
		g.setColor(Palette.TEXT);
		final int base = top + HEAD - 8;
		g.drawString(Type.fit(g, row.title(), PANEL), left(0), base);
		for (int i = 0; i < row.predictions().size(); i++) {
			final double dice = row.predictions().get(i).dice();
			final String text = Double.isNaN(dice) ? "no class" : String.format(Locale.ROOT, "Dice %.3f", dice);
			g.drawString(text, left(i + 1), base);
		}
		final int y = top + HEAD;
		LabelPainter.draw(g, row.image(), row.truth(), null, new Rectangle(left(0), y, PANEL, height(row)), 1);
		for (int i = 0; i < row.predictions().size(); i++)
			LabelPainter.draw(g, row.image(), row.predictions().get(i).labels(), row.truth(), new Rectangle(left(i + 1), y, PANEL, height(
				row)), 1);
	}

	/** Explains the lines, on one row, as far as there is room. */
	private void legend(final Graphics2D g, final int top, final int width) {
		final TreeSet<Integer> classes = new TreeSet<>();
		for (final OverviewRow row : rows) {
			IntStream.of(row.truth().labels()).filter(label -> label > 0).forEach(classes::add);
			row.predictions().forEach(prediction -> IntStream.of(prediction.labels().labels()).filter(label -> label > 0)
				.forEach(classes::add));
		}
		g.setFont(Type.PLAIN);
		int x = MARGIN;
		for (final int label : classes) {
			final String text = names.apply(label);
			if (x + 40 + g.getFontMetrics().stringWidth(text) > width - MARGIN) break;
			x = entry(g, x, top, Palette.ofClass(label), new BasicStroke(4), text);
		}
		final String truth = "truth, over the predictions";
		if (!columns.isEmpty() && x + 40 + g.getFontMetrics().stringWidth(truth) <= width - MARGIN) {
			entry(g, x, top, Color.WHITE, LabelPainter.dashes(1), truth);
		}
	}

	private static int entry(final Graphics2D g, final int x, final int top, final Color colour,
		final BasicStroke stroke, final String text)
	{
		final int middle = top + LINE / 2;
		if (colour.equals(Color.WHITE)) {
			g.setColor(Color.BLACK);
			g.setStroke(LabelPainter.thin(1));
			g.drawLine(x + 2, middle, x + 28, middle);
		}
		g.setColor(colour);
		g.setStroke(stroke);
		g.drawLine(x + 2, middle, x + 28, middle);
		g.setColor(Palette.TEXT);
		g.drawString(text, x + 38, middle + 5);
		return x + 38 + g.getFontMetrics().stringWidth(text) + 2 * GAP;
	}
}
