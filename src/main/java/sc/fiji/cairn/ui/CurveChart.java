package sc.fiji.cairn.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Draws losses over training steps: each training as a faint line, its running mean as a strong one. */
final class CurveChart {

	private static final int X_TICKS = 5;
	private static final int Y_TICKS = 5;
	private static final int FAINT_ALPHA = 60;
	private static final double HEADROOM = 0.04;

	/** Rare spikes must not squeeze the rest. */
	private static final double HIGHEST = 0.998;

	private final List<Curve> curves;
	private final double maxStep;
	private final double minLoss;
	private final double maxLoss;

	/**
	 * @param curves of one kind of training, at least one
	 */
	CurveChart(final List<Curve> curves) {
		this.curves = curves;
		maxStep = Math.max(1, all(Curve::steps).max().orElse(1));
		final double[] losses = all(Curve::loss).filter(Double::isFinite).sorted().toArray();
		final double low = losses.length == 0 ? 0 : losses[0];
		final double high = losses.length == 0 ? 1 : losses[(int) Math.ceil(HIGHEST * (losses.length - 1))];
		final double range = high > low ? high - low : 1;
		minLoss = low >= 0 ? Math.max(0, low - HEADROOM * range) : low - HEADROOM * range;
		maxLoss = high + HEADROOM * range;
	}

	private DoubleStream all(final Function<Curve, double[]> values) {
		return curves.stream().map(values).flatMapToDouble(DoubleStream::of);
	}

	/** Draws the chart with all its writing into an area. */
	void draw(final Graphics2D g, final Rectangle area) {
		final int line = g.getFontMetrics().getHeight();
		final int left = Ticks.between(minLoss, maxLoss, Y_TICKS).stream().mapToInt(tick -> g.getFontMetrics().stringWidth(
			text(tick))).max().orElse(0) + line + 12;
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
		final String stage = curves.get(0).stage();
		g.drawString(Character.toUpperCase(stage.charAt(0)) + stage.substring(1), plot.x, area.y + line);
		legend(g, plot);
	}

	private void axes(final Graphics2D g, final Rectangle plot) {
		g.setFont(Type.PLAIN);
		g.setStroke(new BasicStroke(1));
		final int line = g.getFontMetrics().getHeight();
		for (final BigDecimal tick : Ticks.between(minLoss, maxLoss, Y_TICKS)) {
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
		Type.centre(turned, "loss", 0, 0);
		turned.dispose();
		g.draw(new Line2D.Double(plot.x, plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
	}

	private int widest(final Graphics2D g) {
		return Ticks.between(minLoss, maxLoss, Y_TICKS).stream().mapToInt(tick -> g.getFontMetrics().stringWidth(text(
			tick))).max().orElse(0);
	}

	private void draw(final Graphics2D g, final Rectangle plot, final Curve curve, final Color colour) {
		g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT_ALPHA));
		g.setStroke(new BasicStroke(1));
		g.draw(path(plot, curve.steps(), curve.loss()));
		g.setColor(colour);
		g.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.draw(path(plot, curve.steps(), curve.smooth()));
	}

	private Path2D path(final Rectangle plot, final double[] steps, final double[] loss) {
		final Path2D path = new Path2D.Double();
		for (int i = 0; i < steps.length; i++) {
			if (!Double.isFinite(loss[i])) continue;
			if (path.getCurrentPoint() == null) path.moveTo(x(plot, steps[i]), y(plot, loss[i]));
			else path.lineTo(x(plot, steps[i]), y(plot, loss[i]));
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

	private double y(final Rectangle plot, final double loss) {
		return plot.getMaxY() - plot.height * (loss - minLoss) / (maxLoss - minLoss);
	}
}
