// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * Draws how well methods do with few labels: the mean score against the number of labelled volumes, on a logarithmic
 * axis, a line with markers for each method. Dots are the draws, whiskers reach from the worst to the best of them.
 */
final class EfficiencyChart {

	private static final int WIDTH = 960;
	private static final int HEIGHT = 540;

	/** Pixels of the figure per unit of its drawing, so that it stays sharp when it is enlarged or printed. */
	private static final int SCALE = 2;

	private static final int MARGIN = 22;
	private static final int SIDE = 44;
	private static final int Y_TICKS = 9;
	private static final int WIDEST_NAME = 250;
	private static final int MARKER = 10;
	private static final double DOT = 4;
	private static final double LARGEST_SHIFT = 8;
	private static final double HEADROOM = 0.06;
	private static final double SMALLEST_RANGE = 0.02;
	private static final int FAINT_ALPHA = 120;
	private static final BasicStroke DASHES = new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
		new float[] { 7, 5 }, 0);

	/**
	 * The scores of a method.
	 *
	 * @param draws by number of labelled volumes: the mean score of each draw, at least one
	 */
	record Line(String name, SortedMap<Integer, List<Double>> draws) {}

	/** A score to compare with, which does not depend on the number of labelled volumes. */
	record Ceiling(String name, double score) {}

	private final List<Line> lines;
	private final Ceiling ceiling;
	private final String below;
	private final SortedSet<Integer> counts = new TreeSet<>();
	private final double low;
	private final double high;

	/**
	 * @param lines at least one, with at least one score
	 * @param ceiling null for none
	 * @param below what the horizontal axis counts
	 */
	EfficiencyChart(final List<Line> lines, final Ceiling ceiling, final String below) {
		this.lines = lines;
		this.ceiling = ceiling;
		this.below = below;
		lines.forEach(line -> counts.addAll(line.draws().keySet()));
		final double[] all = DoubleStream.concat(lines.stream().flatMap(line -> line.draws().values().stream()).flatMap(
			List::stream).mapToDouble(Double::doubleValue), ceiling == null ? DoubleStream.empty() : DoubleStream.of(ceiling
				.score())).filter(Double::isFinite).sorted().toArray();
		final double least = all.length == 0 ? 0 : all[0];
		final double most = all.length == 0 ? 1 : all[all.length - 1];
		final double room = HEADROOM * Math.max(SMALLEST_RANGE, most - least) + Math.max(0, SMALLEST_RANGE - most + least) /
			2;
		low = Math.max(0, least - room);
		high = Math.min(1.01, most + room);
	}

	/** Paints the figure. */
	BufferedImage paint() {
		final BufferedImage image = new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		try {
			Type.smooth(g);
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, image.getWidth(), image.getHeight());
			g.scale(SCALE, SCALE);
			g.setFont(Type.PLAIN);
			final int line = g.getFontMetrics().getHeight();
			final List<String> names = new ArrayList<>(lines.stream().map(Line::name).toList());
			if (ceiling != null) names.add(ceiling.name());
			final int legend = names.stream().mapToInt(name -> g.getFontMetrics().stringWidth(shown(g, name))).max().orElse(0) +
				60;
			final int left = MARGIN + line + 50;
			final Rectangle plot = new Rectangle(left, MARGIN, WIDTH - left - legend - MARGIN, HEIGHT - 2 * MARGIN - 2 * line -
				12);
			axes(g, plot);
			drawCeiling(g, plot);
			for (int i = 0; i < lines.size(); i++)
				draw(g, plot, i);
			for (int i = 0; i < names.size(); i++)
				entry(g, i, names.get(i), (int) plot.getMaxX() + 18, plot.y + 10 + i * (line + 6));
		}
		finally {
			g.dispose();
		}
		return image;
	}

	private void axes(final Graphics2D g, final Rectangle plot) {
		final int line = g.getFontMetrics().getHeight();
		g.setStroke(new BasicStroke(1));
		for (final BigDecimal tick : Ticks.between(low, high, Y_TICKS)) {
			final double y = y(plot, tick.doubleValue());
			g.setColor(Palette.FAINT);
			g.draw(new Line2D.Double(plot.x, y, plot.getMaxX(), y));
			g.setColor(Palette.TEXT);
			final String text = String.format(Locale.ROOT, "%." + Math.max(2, tick.stripTrailingZeros().scale()) + "f", tick);
			g.drawString(text, plot.x - 8 - g.getFontMetrics().stringWidth(text), (float) y + line / 3f - 1);
		}
		g.draw(new Line2D.Double(plot.x, plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
		for (final int count : counts) {
			final double x = x(plot, count);
			g.draw(new Line2D.Double(x, plot.getMaxY(), x, plot.getMaxY() + 5));
			Type.centre(g, "" + count, (int) Math.round(x), (int) plot.getMaxY() + 5 + line);
		}
		Type.centre(g, below, (int) plot.getCenterX(), (int) plot.getMaxY() + 10 + 2 * line);
		final Graphics2D turned = (Graphics2D) g.create();
		turned.translate(MARGIN + line / 2, (int) plot.getCenterY());
		turned.rotate(-Math.PI / 2);
		Type.centre(turned, "mean Dice of the test cases", 0, 0);
		turned.dispose();
	}

	private void drawCeiling(final Graphics2D g, final Rectangle plot) {
		if (ceiling == null || Double.isNaN(ceiling.score())) return;
		final double y = y(plot, ceiling.score());
		g.setColor(Palette.TEXT);
		g.setStroke(DASHES);
		g.draw(new Line2D.Double(plot.x, y, plot.getMaxX(), y));
	}

	private void draw(final Graphics2D g, final Rectangle plot, final int index) {
		final SortedMap<Integer, List<Double>> draws = lines.get(index).draws();
		final Path2D path = new Path2D.Double();
		draws.forEach((count, scores) -> {
			final double x = x(plot, count) + shift(plot, index);
			final double[] known = scores.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).sorted()
				.toArray();
			if (known.length == 0) return;
			final double y = y(plot, mean(scores));
			if (path.getCurrentPoint() == null) path.moveTo(x, y);
			else path.lineTo(x, y);
			if (known.length < 2) return;
			final Color colour = Palette.ofCurve(index);
			g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT_ALPHA));
			g.setStroke(new BasicStroke(1.2f));
			g.draw(new Line2D.Double(x, y(plot, known[0]), x, y(plot, known[known.length - 1])));
			for (final double score : known)
				g.fill(new Ellipse2D.Double(x - DOT / 2, y(plot, score) - DOT / 2, DOT, DOT));
		});
		g.setColor(Palette.ofCurve(index));
		g.setStroke(Markers.stroke(index));
		if (path.getCurrentPoint() != null) g.draw(path);
		draws.forEach((count, scores) -> {
			if (!Double.isNaN(mean(scores))) Markers.draw(g, index, x(plot, count) + shift(plot, index), y(plot, mean(scores)),
				MARKER);
		});
	}

	private void entry(final Graphics2D g, final int index, final String name, final int x, final int y) {
		final boolean isLine = index < lines.size();
		g.setColor(isLine ? Palette.ofCurve(index) : Palette.TEXT);
		g.setStroke(isLine ? Markers.stroke(index) : DASHES);
		g.draw(new Line2D.Double(x, y, x + 28, y));
		if (isLine) Markers.draw(g, index, x + 14, y, MARKER);
		g.setColor(Palette.TEXT);
		g.drawString(shown(g, name), x + 36, y + g.getFontMetrics().getAscent() / 2 - 2);
	}

	private static String shown(final Graphics2D g, final String name) {
		return Type.fit(g, name, WIDEST_NAME);
	}

	private static double mean(final List<Double> scores) {
		return scores.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).average().orElse(Double.NaN);
	}

	/** Methods stand side by side, so that their whiskers can be told apart. */
	private double shift(final Rectangle plot, final int index) {
		double room = plot.width;
		int before = 0;
		for (final int count : counts) {
			if (before > 0) room = Math.min(room, x(plot, count) - x(plot, before));
			before = count;
		}
		return (index - (lines.size() - 1) / 2.0) * Math.min(LARGEST_SHIFT, 0.6 * room / lines.size());
	}

	private double x(final Rectangle plot, final int count) {
		final double range = Math.log((double) counts.last() / counts.first());
		if (range == 0) return plot.getCenterX();
		// Room for all methods beside the first and the last count.
		final double side = Math.max(SIDE, LARGEST_SHIFT * (lines.size() / 2 + 2));
		return plot.x + side + (plot.width - 2 * side) * Math.log((double) count / counts.first()) / range;
	}

	private double y(final Rectangle plot, final double score) {
		return plot.getMaxY() - plot.height * (score - low) / (high - low);
	}
}
