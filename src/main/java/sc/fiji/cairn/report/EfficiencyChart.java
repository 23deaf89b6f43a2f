// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

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
	private static final int WIDEST_NAME = 250;
	private static final double DOT = 4;
	private static final int FAINT = 120;
	private static final double HEADROOM = 0.06;
	private static final double SMALLEST_RANGE = 0.02;

	/** Methods stand side by side, so that their whiskers can be told apart: each so many times further right. */
	private static final double SHIFT = 1.03;

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

	/**
	 * @param lines at least one, with at least one score
	 * @param ceiling null for none
	 * @param below what the horizontal axis counts
	 */
	EfficiencyChart(final List<Line> lines, final Ceiling ceiling, final String below) {
		this.lines = lines;
		this.ceiling = ceiling;
		this.below = below;
	}

	/** Paints the figure. */
	BufferedImage paint() {
		final BufferedImage image = new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setFont(Type.PLAIN);
		g.scale(SCALE, SCALE);
		final JFreeChart chart = Charts.empty(across(), up());
		chart.setPadding(new RectangleInsets(MARGIN, MARGIN / 2, MARGIN / 2, MARGIN / 2));
		if (ceiling != null) chart.getXYPlot().addRangeMarker(marker());
		final XYSeriesCollection draws = new XYSeriesCollection();
		final XYSeriesCollection means = new XYSeriesCollection();
		final XYLineAndShapeRenderer faint = Charts.add(chart.getXYPlot(), draws, DOT);
		final XYLineAndShapeRenderer strong = Charts.add(chart.getXYPlot(), means, DOT);
		faint.setDefaultStroke(new BasicStroke(1.2f));
		for (int i = 0; i < lines.size(); i++) {
			add(lines.get(i), Math.pow(SHIFT, i - (lines.size() - 1) / 2.0), draws, means);
			faint.setSeriesPaint(i, Charts.faint(Palette.ofCurve(i), FAINT));
			Markers.style(strong, i);
		}
		final LegendTitle names = Charts.names(strong, i -> Type.fit(g, lines.get(i).name(), WIDEST_NAME));
		names.setPosition(RectangleEdge.RIGHT);
		names.setVerticalAlignment(VerticalAlignment.TOP);
		chart.addLegend(names);
		chart.draw(g, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
		g.dispose();
		return image;
	}

	private static void add(final Line line, final double shift, final XYSeriesCollection draws,
		final XYSeriesCollection means)
	{
		final XYSeries scattered = new XYSeries(line.name(), false);
		final XYSeries middle = new XYSeries(line.name(), false);
		line.draws().forEach((count, scores) -> {
			known(scores).sorted().forEach(score -> scattered.add(count * shift, score));
			// NB: breaks the whisker off.
			scattered.add(count * shift, null);
			known(scores).average().ifPresent(mean -> middle.add(count * shift, mean));
		});
		draws.addSeries(scattered);
		means.addSeries(middle);
	}

	private static DoubleStream known(final List<Double> scores) {
		return scores.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite);
	}

	private ValueAxis across() {
		final SortedSet<Integer> counts = new TreeSet<>();
		lines.forEach(line -> counts.addAll(line.draws().keySet()));
		final double room = Math.pow(SHIFT, lines.size() / 2 + 2);
		return Charts.ratios(below, counts.first() / room, counts.last() * room, List.copyOf(counts));
	}

	private ValueAxis up() {
		final double[] all = DoubleStream.concat(lines.stream().flatMap(line -> line.draws().values().stream()).flatMapToDouble(
			EfficiencyChart::known), ceiling == null ? DoubleStream.empty() : DoubleStream.of(ceiling.score())).sorted().toArray();
		final double least = all.length == 0 ? 0 : all[0];
		final double most = all.length == 0 ? 1 : all[all.length - 1];
		final double room = HEADROOM * Math.max(SMALLEST_RANGE, most - least) + Math.max(0, SMALLEST_RANGE - most + least) / 2;
		return Charts.axis("mean Dice of the test cases", Math.max(0, least - room), Math.min(1.01, most + room));
	}

	private ValueMarker marker() {
		final ValueMarker marker = new ValueMarker(ceiling.score(), Palette.TEXT, new BasicStroke(1.5f, BasicStroke.CAP_BUTT,
			BasicStroke.JOIN_ROUND, 1, new float[] { 7, 5 }, 0));
		marker.setLabel(ceiling.name());
		marker.setLabelFont(Type.PLAIN);
		marker.setLabelPaint(Palette.TEXT);
		marker.setLabelBackgroundColor(new Color(0, true));
		marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
		marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
		return marker;
	}
}
