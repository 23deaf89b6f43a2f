// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.report.LabelPainter;
import sc.fiji.cairn.report.Slice;
import sc.fiji.cairn.torch.HostArray;

/** The cover picture of a package: the middle slice of the example, and beside it the same with outlines of its classes. */
final class Cover {

	/** Twice as wide as high, as bioimage.io wants it. */
	private static final int HEIGHT = 256;

	private Cover() {}

	/** Draws a picture and gets it as PNG. */
	static byte[] png(final Example example, final List<SegmentationClass> classes) {
		final long[] shape = example.input().shape();
		final int width = (int) shape[shape.length - 1];
		final int height = (int) shape[shape.length - 2];
		final int depth = shape.length == 5 ? (int) shape[2] : 1;
		final int first = depth / 2 * width * height;
		final Slice image = new Slice(Arrays.copyOfRange(example.input().values(), first, first + width * height), width);
		final Slice labels = new Slice(labels(example.output(), first, width * height, depth * width * height, classes), width);
		final BufferedImage cover = new BufferedImage(2 * HEIGHT, HEIGHT, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = cover.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		LabelPainter.draw(g, image, new Slice(new float[width * height], width), null, fitted(0, width, height), 1);
		LabelPainter.draw(g, image, labels, null, fitted(HEIGHT, width, height), 1);
		g.dispose();
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.write(cover, "png", out);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return out.toByteArray();
	}

	/** Gets the label values of the likeliest classes of a slice. */
	private static float[] labels(final HostArray probabilities, final int first, final int area, final int volume,
		final List<SegmentationClass> classes)
	{
		final float[] values = probabilities.values();
		final float[] labels = new float[area];
		for (int i = 0; i < area; i++) {
			int best = 0;
			for (int c = 1; c < classes.size(); c++)
				if (values[c * volume + first + i] > values[best * volume + first + i]) best = c;
			labels[i] = classes.get(best).value();
		}
		return labels;
	}

	/** Fits a picture into the middle of a square. */
	private static Rectangle fitted(final int left, final int width, final int height) {
		final double scale = (double) HEIGHT / Math.max(width, height);
		final int w = (int) Math.round(scale * width);
		final int h = (int) Math.round(scale * height);
		return new Rectangle(left + (HEIGHT - w) / 2, (HEIGHT - h) / 2, w, h);
	}
}
