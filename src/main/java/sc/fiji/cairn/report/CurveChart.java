// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Draws numbers over training steps: each training as a faint line, its running mean as a strong one; numbers that are
 * known of few steps only as dots on a line.
 * <p>
 * NB: JFreeChart, which Fiji has, is not in plain ImageJ, and figures of reports are to look like those of windows.
 * </p>
 */
public final class CurveChart {

	private static final int X_TICKS = 5;
	private static final int Y_TICKS = 5;
	private static final int FAINT_ALPHA = 60;
	private static final double DOT = 7;

	private final String title;
	private final String quantity;
	private final List<Curve> curves;
	private final double maxStep;
	private final Scale scale;
	private final boolean dotted;

	/**
	 * Draws losses of whole trainings.
	 *
	 * @param curves of one kind of training, at least one
	 */
	public CurveChart(final List<Curve> curves) {
		this(capitalised(curves.get(0).stage()), "loss", curves, all(curves, Curve::steps).max().orElse(1), Scale.of(all(curves,
			Curve::values).toArray(), false), false);
	}

	/**
	 * @param title what to write above
	 * @param quantity what is drawn, written beside the axis
	 * @param curves with their names; of a single one no name is written
	 * @param maxStep number of steps of the longest training
	 * @param dotted whether the numbers are known of few steps only
	 */
	public CurveChart(final String title, final String quantity, final List<Curve> curves, final double maxStep, final Scale scale,
		final boolean dotted)
	{
		this.title = title;
		this.quantity = quantity;
		this.curves = curves;
		this.maxStep = Math.max(1, maxStep);
		this.scale = scale;
		this.dotted = dotted;
	}

	private static String capitalised(final String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}

	private static DoubleStream all(final List<Curve> curves, final Function<Curve, double[]> values) {
		return curves.stream().map(values).flatMapToDouble(DoubleStream::of);
	}

	/** Draws the chart with all its writing into an area. */
	public void draw(final Graphics2D g, final Rectangle area) {
		draw(g, area, left(g));
	}

	/** Returns the width of what stands left of the curves. */
	public int left(final Graphics2D g) {
		return widest(g) + g.getFontMetrics().getHeight() + 12;
	}

	/** As above, with the curves so far from the left of the area; charts below each other should agree. */
	public void draw(final Graphics2D g, final Rectangle area, final int left) {
		final int line = g.getFontMetrics().getHeight();
		final Rectangle plot = new Rectangle(area.x + left, area.y + 2 * line, area.width - left - line, area.height - 2 *
			line - 2 * line - 10);
		axes(g, plot);
		final Shape clip = g.getClip();
		g.clip(plot);
		for (int i = 0; i < curves.size(); i++)
			draw(g, plot, curves.get(i), Palette.ofCurve(i));
		g.setClip(clip);
		g.setColor(Palette.TEXT);
		g.setFont(Type.BOLD);
		g.drawString(title, plot.x, area.y + line);
		if (curves.size() > 1 || !curves.isEmpty() && !curves.get(0).name().isEmpty()) legend(g, plot);
	}

	private void axes(final Graphics2D g, final Rectangle plot) {
		g.setFont(Type.PLAIN);
		g.setStroke(new BasicStroke(1));
		final int line = g.getFontMetrics().getHeight();
		for (final BigDecimal tick : scale.ticks(Y_TICKS)) {
			final double y = y(plot, tick.doubleValue());
			g.setColor(Palette.FAINT);
			g.draw(new Line2D.Double(plot.x, y, plot.getMaxX(), y));
			g.setColor(Palette.TEXT);
			final String text = text(tick);
			g.drawString(text, plot.x - 6 - g.getFontMetrics().stringWidth(text), (int) y + line / 3);
		}
		for (final BigDecimal tick : Ticks.between(0, maxStep, X_TICKS)) {
			final double x = x(plot, tick.doubleValue());
			g.draw(new Line2D.Double(x, plot.getMaxY(), x, plot.getMaxY() + 4));
			Type.centre(g, text(tick), (int) x, (int) plot.getMaxY() + 4 + line);
		}
		Type.centre(g, "step", (int) plot.getCenterX(), (int) plot.getMaxY() + 6 + 2 * line);
		final Graphics2D turned = (Graphics2D) g.create();
		turned.translate(plot.x - 12 - widest(g), (int) plot.getCenterY());
		turned.rotate(-Math.PI / 2);
		Type.centre(turned, quantity, 0, 0);
		turned.dispose();
		g.draw(new Line2D.Double(plot.x, plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
	}

	private int widest(final Graphics2D g) {
		return scale.ticks(Y_TICKS).stream().mapToInt(tick -> g.getFontMetrics().stringWidth(text(
			tick))).max().orElse(0);
	}

	private void draw(final Graphics2D g, final Rectangle plot, final Curve curve, final Color colour) {
		g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT_ALPHA));
		g.setStroke(new BasicStroke(1));
		if (!dotted) g.draw(path(plot, curve.steps(), curve.values()));
		g.setColor(colour);
		g.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.draw(path(plot, curve.steps(), dotted ? curve.values() : curve.smooth()));
		if (dotted) for (int i = 0; i < curve.steps().length; i++)
			g.fill(new Ellipse2D.Double(x(plot, curve.steps()[i]) - DOT / 2, y(plot, curve.values()[i]) - DOT / 2, DOT, DOT));
	}

	private Path2D path(final Rectangle plot, final double[] steps, final double[] values) {
		final Path2D path = new Path2D.Double();
		for (int i = 0; i < steps.length; i++) {
			if (!scale.holds(values[i])) continue;
			if (path.getCurrentPoint() == null) path.moveTo(x(plot, steps[i]), y(plot, values[i]));
			else path.lineTo(x(plot, steps[i]), y(plot, values[i]));
		}
		return path;
	}

	private void legend(final Graphics2D g, final Rectangle plot) {
		g.setFont(Type.PLAIN);
		final int line = g.getFontMetrics().getHeight() + 2;
		final int width = curves.stream().mapToInt(curve -> g.getFontMetrics().stringWidth(shown(g, plot, curve))).max()
			.orElse(0);
		final int x = (int) plot.getMaxX() - width - 6;
		g.setColor(new Color(255, 255, 255, 210));
		g.fillRect(x - 40, plot.y, width + 46, line * curves.size() + 6);
		for (int i = 0; i < curves.size(); i++) {
			final int y = plot.y + line * (i + 1);
			g.setColor(Palette.ofCurve(i));
			g.setStroke(new BasicStroke(3));
			g.drawLine(x - 34, y - line / 3, x - 10, y - line / 3);
			g.setColor(Palette.TEXT);
			g.drawString(shown(g, plot, curves.get(i)), x, y);
		}
	}

	private static String shown(final Graphics2D g, final Rectangle plot, final Curve curve) {
		return Type.fit(g, curve.name(), plot.width / 2);
	}

	private static String text(final BigDecimal tick) {
		return tick.stripTrailingZeros().toPlainString();
	}

	private double x(final Rectangle plot, final double step) {
		return plot.x + plot.width * step / maxStep;
	}

	private double y(final Rectangle plot, final double value) {
		return plot.getMaxY() - plot.height * scale.position(value);
	}
}
