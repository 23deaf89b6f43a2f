// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Paints a slice with the outlines of its classes, and the truth, dashed, over them. */
public final class LabelPainter {

	private static final Color SHADOW = new Color(0, 0, 0, 110);

	private final Graphics2D g;
	private final Rectangle area;
	private final AffineTransform place;
	private final float unit;

	private LabelPainter(final Graphics2D g, final Slice image, final Rectangle area, final float unit) {
		this.g = g;
		this.area = area;
		this.unit = unit;
		place = new AffineTransform();
		place.translate(area.x, area.y);
		place.scale((double) area.width / image.width(), (double) area.height / image.height());
	}

	/**
	 * Paints a slice into an area.
	 *
	 * @param labels classes to outline in their colours
	 * @param truth classes to outline by dashes; null for none
	 * @param unit width of a thin line, in pixels: more than 1 where pixels are small
	 */
	public static void draw(final Graphics2D g, final Slice image, final Slice labels, final Slice truth, final Rectangle area,
		final float unit)
	{
		g.drawImage(image.grey(), area.x, area.y, area.width, area.height, null);
		final Shape clip = g.getClip();
		g.clip(area);
		final LabelPainter painter = new LabelPainter(g, image, area, unit);
		painter.outlines(labels, new BasicStroke(4.5f * unit, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)::createStrokedShape,
			label -> SHADOW);
		g.drawImage(painter.insides(labels), area.x, area.y, null);
		if (truth != null) {
			// Black and white in turn can be seen on any grey.
			painter.outlines(truth, thin(unit)::createStrokedShape, label -> Color.BLACK);
			painter.outlines(truth, dashes(unit)::createStrokedShape, label -> Color.WHITE);
		}
		g.setClip(clip);
	}

	/** Gets the stroke of the dark line below the dashes. */
	public static BasicStroke thin(final float unit) {
		return new BasicStroke(1.3f * unit, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
	}

	/** Gets the stroke of the dashes. */
	public static BasicStroke dashes(final float unit) {
		return new BasicStroke(1.3f * unit, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { 5 * unit, 4 *
			unit }, 0);
	}

	private static int[] classes(final int[] labels) {
		return IntStream.of(labels).filter(value -> value > 0).distinct().sorted().toArray();
	}

	private Shape outline(final Slice slice, final int[] labels, final int label) {
		return Outline.of(labels, slice.width(), label).createTransformedShape(place);
	}

	private void outlines(final Slice slice, final UnaryOperator<Shape> stroke, final IntFunction<Color> colours) {
		final int[] labels = slice.labels();
		for (final int label : classes(labels)) {
			g.setColor(colours.apply(label));
			g.fill(stroke.apply(outline(slice, labels, label)));
		}
	}

	/**
	 * Strokes the inner sides of outlines, so that classes which touch do not hide each other's. The outer sides are
	 * erased: to intersect shapes takes seconds where a class is scattered over many pixels.
	 */
	private BufferedImage insides(final Slice slice) {
		final BufferedImage all = new BufferedImage(area.width, area.height, BufferedImage.TYPE_INT_ARGB);
		final Graphics2D whole = all.createGraphics();
		final int[] labels = slice.labels();
		for (final int label : classes(labels)) {
			final BufferedImage layer = new BufferedImage(area.width, area.height, BufferedImage.TYPE_INT_ARGB);
			final Graphics2D inner = layer.createGraphics();
			Type.smooth(inner);
			inner.translate(-area.x, -area.y);
			final Shape outline = outline(slice, labels, label);
			inner.setColor(Palette.ofClass(label));
			inner.setStroke(new BasicStroke(5 * unit, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
			inner.draw(outline);
			final Path2D outside = new Path2D.Double(Path2D.WIND_EVEN_ODD);
			outside.append(area, false);
			outside.append(outline, false);
			inner.setComposite(AlphaComposite.DstOut);
			inner.fill(outside);
			inner.dispose();
			whole.drawImage(layer, 0, 0, null);
		}
		whole.dispose();
		return all;
	}
}
