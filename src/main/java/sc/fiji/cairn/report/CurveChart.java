// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Draws numbers over training steps: each training as a faint line, its running mean as a strong one; numbers that are
 * known of few steps only as dots on a line.
 */
public final class CurveChart {

	private static final BasicStroke STRONG = new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
	private static final int FAINT = 60;
	private static final double DOT = 7;

	private final String title;
	private final List<Curve> curves;
	private final double end;
	private final ValueAxis up;
	private final boolean dotted;

	/** @param dotted whether the numbers are known of few steps only */
	private CurveChart(final String title, final List<Curve> curves, final double end, final ValueAxis up, final boolean dotted) {
		this.title = title;
		this.curves = curves;
		this.end = end;
		this.up = up;
		this.dotted = dotted;
	}

	/**
	 * Draws losses of whole trainings, with their names.
	 *
	 * @param curves of one kind of training, at least one
	 */
	static CurveChart losses(final List<Curve> curves) {
		final String stage = curves.get(0).stage();
		return new CurveChart(Character.toUpperCase(stage.charAt(0)) + stage.substring(1), curves, all(curves,
			Curve::steps).max().orElse(1), Charts.fitting("loss", all(curves, Curve::values), false), false);
	}

	/**
	 * Draws the loss of a training that runs.
	 *
	 * @param end last step of the axis
	 * @param ratios whether equal distances are equal ratios
	 */
	public static CurveChart loss(final Curve curve, final double end, final boolean ratios) {
		return new CurveChart("Loss", List.of(curve), end, Charts.fitting("loss", DoubleStream.of(curve.values()), ratios), false);
	}

	/** Draws the Dice of the validation cases, as above. */
	public static CurveChart dice(final Curve curve, final double end) {
		return new CurveChart("Dice of the validation cases", List.of(curve), end, Charts.axis("Dice", 0, 1), true);
	}

	private static DoubleStream all(final List<Curve> curves, final Function<Curve, double[]> values) {
		return curves.stream().map(values).flatMapToDouble(DoubleStream::of);
	}

	/** Draws the chart with all its writing into an area. */
	public void draw(final Graphics2D g, final Rectangle area) {
		g.setFont(Type.PLAIN);
		final JFreeChart chart = Charts.empty(Charts.axis("step", 0, Math.max(1, end)), up);
		if (!dotted) add(chart, Curve::values, new BasicStroke(1), colour -> Charts.faint(colour, FAINT));
		final XYLineAndShapeRenderer strong = add(chart, dotted ? Curve::values : Curve::smooth, STRONG, colour -> colour);
		final TextTitle above = new TextTitle(title, Type.BOLD);
		above.setPaint(Palette.TEXT);
		above.setHorizontalAlignment(HorizontalAlignment.LEFT);
		above.setPadding(4, Charts.LEFT, 4, 0);
		chart.setTitle(above);
		if (!curves.get(0).name().isEmpty()) {
			final LegendTitle names = Charts.names(strong, i -> Type.fit(g, curves.get(i).name(), area.width / 3));
			names.setBackgroundPaint(new Color(255, 255, 255, 210));
			chart.getXYPlot().addAnnotation(new XYTitleAnnotation(1, 1, names, RectangleAnchor.TOP_RIGHT));
		}
		chart.draw(g, area);
	}

	private XYLineAndShapeRenderer add(final JFreeChart chart, final Function<Curve, double[]> values,
		final BasicStroke stroke, final Function<Color, Color> tone)
	{
		final DefaultXYDataset lines = new DefaultXYDataset();
		final XYLineAndShapeRenderer renderer = Charts.add(chart.getXYPlot(), lines, dotted ? DOT : 0);
		renderer.setDrawSeriesLineAsPath(true);
		for (int i = 0; i < curves.size(); i++) {
			lines.addSeries(i, new double[][] { curves.get(i).steps(), values.apply(curves.get(i)) });
			renderer.setSeriesPaint(i, tone.apply(Palette.ofCurve(i)));
			renderer.setSeriesStroke(i, stroke);
		}
		return renderer;
	}
}
