// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Marks and line styles by which curves can be told apart without colours. */
final class Markers {

	private static final int SHAPES = 5;

	/** After as many curves the colours repeat, so these are dashed and their marks are hollow. */
	private static final int FILLED = 6;

	private Markers() {
		// Only static methods.
	}

	/** Gets the style of a line, counted from 0. */
	static BasicStroke stroke(final int index) {
		return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, index < FILLED ? null : new float[] { 6,
			3 }, 0);
	}

	/** Draws the mark of a curve in the current colour around a point. */
	static void draw(final Graphics2D g, final int index, final double x, final double y, final double size) {
		final Shape shape = shape(index, x, y, size / 2);
		final Color colour = g.getColor();
		if (index < FILLED) g.fill(shape);
		else {
			g.setColor(Color.WHITE);
			g.fill(shape);
		}
		g.setColor(index < FILLED ? Color.WHITE : colour);
		g.setStroke(new BasicStroke(index < FILLED ? 1 : 2));
		g.draw(shape);
		g.setColor(colour);
	}

	private static Shape shape(final int index, final double x, final double y, final double r) {
		return switch (index % SHAPES) {
			case 0 -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
			case 1 -> new Rectangle2D.Double(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
			case 2 -> polygon(x, y - 1.2 * r, x + 1.2 * r, y + r, x - 1.2 * r, y + r);
			case 3 -> polygon(x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y);
			default -> polygon(x, y + 1.2 * r, x + 1.2 * r, y - r, x - 1.2 * r, y - r);
		};
	}

	private static Shape polygon(final double... points) {
		final Path2D path = new Path2D.Double();
		path.moveTo(points[0], points[1]);
		for (int i = 2; i < points.length; i += 2)
			path.lineTo(points[i], points[i + 1]);
		path.closePath();
		return path;
	}
}
