// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import sc.fiji.cairn.report.LabelPainter;
import sc.fiji.cairn.report.Palette;
import sc.fiji.cairn.report.Slice;
import sc.fiji.cairn.report.Type;
import sc.fiji.cairn.train.Preview;

/** Shows the picture of a training: slices, the prediction outlined in colours, the truth by dashes over it. */
final class PreviewCard extends Card {

	private static final long serialVersionUID = 1L;
	private static final int MARGIN = 12;
	private static final int LINE = 24;
	private static final int GAP = 10;
	private static final int SWATCH = 22;

	private transient Preview preview;
	private transient List<String> names = List.of();
	private String hint = "";

	PreviewCard(final double zoom, final Consumer<RuntimeException> failure) {
		super(zoom, failure);
	}

	/**
	 * Shows a picture.
	 *
	 * @param picture null if there is none
	 * @param classes names of the classes, background first
	 * @param instead what to write if there is none
	 */
	void show(final Preview picture, final List<String> classes, final String instead) {
		if (picture == preview && classes.equals(names) && instead.equals(hint)) return;
		preview = picture;
		names = classes;
		hint = instead;
		repaint();
	}

	@Override
	void draw(final Graphics2D g, final Rectangle area) {
		g.setColor(Palette.TEXT);
		if (preview == null) {
			Type.centre(g, Type.fit(g, hint, area.width), area.width / 2, area.height / 2);
			return;
		}
		final List<Preview.Panel> panels = preview.panels();
		final int width = area.width - 2 * MARGIN;
		g.setFont(Type.BOLD);
		g.drawString(Type.fit(g, preview.title(), width), MARGIN, MARGIN + LINE - 8);
		final int top = MARGIN + LINE;
		final int bottom = legend(g, area, panels);
		final Rectangle inside = new Rectangle(MARGIN, top, width, bottom - top);
		final int columns = columns(panels, inside);
		for (int i = 0; i < panels.size(); i++) {
			final Rectangle place = place(inside, columns, panels.size());
			place.translate(i % columns * (place.width + GAP), i / columns * (place.height + GAP));
			draw(g, panels.get(i), place);
		}
	}

	/** Finds how many slices to draw beside each other so that they are as large as possible. */
	private static int columns(final List<Preview.Panel> panels, final Rectangle inside) {
		int best = 1;
		for (int columns = 2; columns <= panels.size(); columns++)
			if (size(panels, inside, columns) >= size(panels, inside, best)) best = columns;
		return best;
	}

	private static int size(final List<Preview.Panel> panels, final Rectangle inside, final int columns) {
		final Rectangle place = place(inside, columns, panels.size());
		return fit(panels.get(0), place.width, place.height).width;
	}

	/** Returns the place of the first of some slices. */
	private static Rectangle place(final Rectangle inside, final int columns, final int count) {
		final int rows = (count + columns - 1) / columns;
		return new Rectangle(inside.x, inside.y, (inside.width - GAP * (columns - 1)) / columns, (inside.height - GAP * (rows -
			1)) / rows);
	}

	/** Returns the size of a slice in a place with its caption above. */
	private static Rectangle fit(final Preview.Panel panel, final int width, final int height) {
		final int rows = panel.pixels().length / panel.width();
		final double scale = Math.min((double) width / panel.width(), (height - LINE) / (rows * panel.aspect()));
		return new Rectangle(Math.max(1, (int) (scale * panel.width())), Math.max(1, (int) (scale * rows * panel.aspect())));
	}

	private static void draw(final Graphics2D g, final Preview.Panel panel, final Rectangle place) {
		final Rectangle size = fit(panel, place.width, place.height);
		final int left = place.x + (place.width - size.width) / 2;
		g.setColor(Palette.TEXT);
		g.setFont(Type.PLAIN);
		final String caption = Type.fit(g, panel.caption(), place.width);
		g.drawString(caption, Math.min(left, place.x + place.width - g.getFontMetrics().stringWidth(caption)), place.y + LINE -
			8);
		// NB: painted in pixels of the screen, which may be smaller than units, and in one piece, as layers are erased.
		final double scale = g.getTransform().getScaleX();
		final BufferedImage image = new BufferedImage((int) Math.ceil(scale * size.width), (int) Math.ceil(scale * size.height),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D inner = image.createGraphics();
		Type.smooth(inner);
		LabelPainter.draw(inner, new Slice(panel.pixels(), panel.width()), slice(panel.prediction(), panel), panel
			.truth().length == 0 ? null : slice(panel.truth(), panel), new Rectangle(image.getWidth(), image.getHeight()),
			(float) scale);
		inner.dispose();
		g.drawImage(image, left, place.y + LINE, size.width, size.height, null);
	}

	private static Slice slice(final int[] labels, final Preview.Panel panel) {
		final float[] values = new float[panel.pixels().length];
		for (int i = 0; i < labels.length; i++)
			values[i] = labels[i];
		return new Slice(values, panel.width());
	}

	/** Explains the lines at the bottom, if there are any; returns where it begins. */
	private int legend(final Graphics2D g, final Rectangle area, final List<Preview.Panel> panels) {
		g.setFont(Type.PLAIN);
		final int end = area.height - MARGIN;
		final int[] classes = panels.stream().flatMapToInt(panel -> IntStream.concat(Arrays.stream(panel.prediction()), Arrays
			.stream(panel.truth()))).filter(label -> label > 0).distinct().sorted().toArray();
		if (panels.stream().allMatch(panel -> panel.truth().length == 0)) return end;
		int x = MARGIN;
		int y = end - 6;
		int rows = 1;
		for (int i = 0; i <= classes.length; i++) {
			final String text = i == classes.length ? "truth" : classes[i] < names.size() ? names.get(classes[i]) : "class " +
				classes[i];
			final int wide = SWATCH + 8 + g.getFontMetrics().stringWidth(text) + 2 * GAP;
			if (x > MARGIN && x + wide > area.width - MARGIN) {
				x = MARGIN;
				rows++;
			}
			entry(g, i == classes.length ? null : Palette.ofClass(classes[i]), text, x, y + (rows - 1) * LINE);
			x += wide;
		}
		return end - rows * LINE;
	}

	private static void entry(final Graphics2D g, final Color colour, final String text, final int x, final int base) {
		final int middle = base - 5;
		g.setColor(colour == null ? Color.BLACK : colour);
		g.setStroke(colour == null ? LabelPainter.thin(1.5f) : new BasicStroke(4));
		g.drawLine(x, middle, x + SWATCH, middle);
		if (colour == null) {
			g.setColor(Color.WHITE);
			g.setStroke(LabelPainter.dashes(1.5f));
			g.drawLine(x, middle, x + SWATCH, middle);
		}
		g.setColor(Palette.TEXT);
		g.drawString(text, x + SWATCH + 8, base);
	}
}
