// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** Marks and line styles by which curves can be told apart without colours. */
final class Markers {

	/** After as many curves the colours repeat, so these are dashed and their marks are hollow. */
	private static final int FILLED = 6;

	private static final double R = 5;

	private static final Shape[] SHAPES = { new Ellipse2D.Double(-R, -R, 2 * R, 2 * R), new Rectangle2D.Double(-0.9 * R, -0.9 *
		R, 1.8 * R, 1.8 * R), polygon(0, -1.2, 1.2, 1, -1.2, 1), polygon(0, -1.25, 1.25, 0, 0, 1.25, -1.25, 0), polygon(0, 1.2,
			1.2, -1, -1.2, -1) };

	private Markers() {
		// Only static methods.
	}

	/** Styles a curve, counted from 0. */
	static void style(final XYLineAndShapeRenderer renderer, final int index) {
		final Color colour = Palette.ofCurve(index);
		final boolean filled = index < FILLED;
		renderer.setSeriesPaint(index, colour);
		renderer.setSeriesStroke(index, new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, filled ? null
			: new float[] { 6, 3 }, 0));
		renderer.setSeriesShape(index, SHAPES[index % SHAPES.length]);
		renderer.setUseFillPaint(true);
		renderer.setSeriesFillPaint(index, filled ? colour : Color.WHITE);
		renderer.setUseOutlinePaint(true);
		renderer.setSeriesOutlinePaint(index, filled ? Color.WHITE : colour);
		renderer.setSeriesOutlineStroke(index, new BasicStroke(filled ? 1 : 2));
	}

	private static Shape polygon(final double... points) {
		final Path2D path = new Path2D.Double();
		path.moveTo(R * points[0], R * points[1]);
		for (int i = 2; i < points.length; i += 2)
			path.lineTo(R * points[i], R * points[i + 1]);
		path.closePath();
		return path;
	}
}
