// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;

import sc.fiji.cairn.volume.Decimals;

/** What charts look like: white, with faint lines across and an axis below. */
final class Charts {

	/** Room for numbers and a name left of all charts, so that those below each other agree. */
	static final int LEFT = 66;

	/** Room for half of the last number below. */
	private static final int RIGHT = 18;

	private static final double HEADROOM = 0.04;

	/** Rare spikes must not squeeze the rest. */
	private static final double HIGHEST = 0.998;

	/** With fewer decades than this, 2 and 5 are written, too. */
	private static final int FEW_DECADES = 2;

	private Charts() {
		// Only static methods.
	}

	/** Makes a chart without curves. */
	static JFreeChart empty(final ValueAxis across, final ValueAxis up) {
		final XYPlot plot = new XYPlot(null, across, up, null);
		plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
		plot.setOutlineVisible(false);
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinePaint(Palette.FAINT);
		plot.setRangeGridlineStroke(new BasicStroke(1));
		plot.setBackgroundPaint(Color.WHITE);
		plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
		final AxisSpace space = new AxisSpace();
		space.setLeft(LEFT);
		plot.setFixedRangeAxisSpace(space);
		plot.setInsets(new RectangleInsets(0, 0, 0, RIGHT));
		up.setAxisLineVisible(false);
		// NB: fewer numbers than there is room for.
		up.setTickLabelInsets(new RectangleInsets(8, 2, 8, 4));
		up.setTickMarksVisible(false);
		for (final ValueAxis axis : List.of(across, up)) {
			axis.setLabelFont(Type.PLAIN);
			axis.setTickLabelFont(Type.PLAIN);
			axis.setLabelPaint(Palette.TEXT);
			axis.setTickLabelPaint(Palette.TEXT);
			axis.setAxisLinePaint(Palette.TEXT);
			axis.setTickMarkPaint(Palette.TEXT);
		}
		final JFreeChart chart = new JFreeChart(null, Type.BOLD, plot, false);
		chart.setBackgroundPaint(Color.WHITE);
		return chart;
	}

	/**
	 * Adds lines, above those that are there; where a value is not known they are broken.
	 *
	 * @param dot size of the marks on them; 0 for none
	 */
	static XYLineAndShapeRenderer add(final XYPlot plot, final XYDataset lines, final double dot) {
		final int index = plot.getDataset() == null ? 0 : plot.getDatasetCount();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, dot > 0);
		plot.setDataset(index, lines);
		plot.setRenderer(index, renderer);
		renderer.setAutoPopulateSeriesShape(false);
		renderer.setDefaultShape(new Ellipse2D.Double(-dot / 2, -dot / 2, dot, dot));
		renderer.setLegendLine(new Line2D.Double(-14, 0, 14, 0));
		return renderer;
	}

	/** Gets a colour that lies behind others. */
	static Color faint(final Color colour, final int alpha) {
		return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
	}

	/** Makes the list of the names of lines. */
	static LegendTitle names(final XYLineAndShapeRenderer lines, final IntFunction<String> names) {
		lines.setLegendItemLabelGenerator((data, index) -> names.apply(index));
		final LegendTitle legend = new LegendTitle(lines);
		legend.setItemFont(Type.PLAIN);
		legend.setItemPaint(Palette.TEXT);
		return legend;
	}

	/** Makes an axis from one number to another. */
	static ValueAxis axis(final String name, final double low, final double high) {
		final NumberAxis axis = new NumberAxis(name);
		axis.setRange(low, high);
		return axis;
	}

	/**
	 * Makes an axis for values.
	 *
	 * @param ratios whether equal distances are equal ratios; what is not above 0 is then left out
	 */
	static ValueAxis fitting(final String name, final DoubleStream values, final boolean ratios) {
		final double[] sorted = values.filter(Double::isFinite).filter(value -> !ratios || value > 0).sorted().toArray();
		final double least = sorted.length == 0 ? 0.1 : sorted[0];
		final double most = sorted.length == 0 ? 1 : sorted[(int) Math.ceil(HIGHEST * (sorted.length - 1))];
		if (ratios) {
			final double ratio = most > least ? most / least : 10;
			return ratios(name, least / Math.pow(ratio, HEADROOM), least * Math.pow(ratio, 1 + HEADROOM));
		}
		final double range = most > least ? most - least : 1;
		final double low = least - HEADROOM * range;
		return axis(name, least < 0 ? low : Math.max(0, low), least + (1 + HEADROOM) * range);
	}

	/** Makes a logarithmic axis with numbers at 1, 10, 100, ..., and between where these are few. */
	private static ValueAxis ratios(final String name, final double low, final double high) {
		final List<Double> ticks = new ArrayList<>();
		for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++)
			for (final int digit : Math.log10(high / low) < FEW_DECADES ? new int[] { 1, 2, 5 } : new int[] { 1 })
				ticks.add(digit * Math.pow(10, power));
		ticks.removeIf(tick -> tick < low || tick > high);
		return ticks.size() < 2 ? axis(name, low, high) : ratios(name, low, high, ticks);
	}

	/** Makes a logarithmic axis with some numbers. */
	static ValueAxis ratios(final String name, final double low, final double high, final List<? extends Number> numbers) {
		final LogAxis axis = new LogAxis(name) {

			private static final long serialVersionUID = 1L;

			@Override
			public List<NumberTick> refreshTicks(final Graphics2D g, final AxisState state, final Rectangle2D area,
				final RectangleEdge edge)
			{
				final TextAnchor anchor = edge == RectangleEdge.LEFT ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
				return numbers.stream().map(number -> new NumberTick(number, Decimals.text(number.doubleValue(), 6), anchor,
					TextAnchor.CENTER, 0)).toList();
			}
		};
		axis.setRange(low, high);
		return axis;
	}
}
