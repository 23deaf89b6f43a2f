// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.volume.FloatBlocks;

/**
 * One slice of a volume, in memory.
 *
 * @param values voxels, X fastest
 * @param width number of pixels along X
 */
public record Slice(float[] values, int width) {

	private static final double DARK = 0.01;
	private static final double BRIGHT = 0.995;

	/**
	 * Copies a slice.
	 *
	 * @param grid dimensions (X, Y, Z)
	 * @param z from 0
	 */
	static Slice of(final RandomAccessibleInterval<? extends RealType<?>> grid, final long z) {
		return new Slice(FloatBlocks.slice(grid, z), (int) grid.dimension(0));
	}

	int height() {
		return values.length / width;
	}

	/** Gets the values as class numbers. */
	int[] labels() {
		final int[] labels = new int[values.length];
		for (int i = 0; i < labels.length; i++)
			labels[i] = Math.round(values[i]);
		return labels;
	}

	/** Finds the slice with most foreground, the middle one if there is none. */
	static long richest(final RandomAccessibleInterval<? extends RealType<?>> labels) {
		long best = labels.dimension(2) / 2;
		long most = 0;
		for (long z = 0; z < labels.dimension(2); z++) {
			final long foreground = Arrays.stream(of(labels, z).labels()).filter(label -> label > 0).count();
			if (foreground <= most) continue;
			most = foreground;
			best = z;
		}
		return best;
	}

	/** Makes a grey image whose contrast leaves out the darkest and brightest few pixels. */
	BufferedImage grey() {
		final float[] sorted = values.clone();
		Arrays.sort(sorted);
		final float low = sorted[(int) (DARK * (sorted.length - 1))];
		final float high = sorted[(int) (BRIGHT * (sorted.length - 1))];
		final float range = high > low ? high - low : 1;
		final BufferedImage image = new BufferedImage(width, height(), BufferedImage.TYPE_BYTE_GRAY);
		for (int i = 0; i < values.length; i++)
			image.getRaster().setSample(i % width, i / width, 0, Math.round(255 * Math.max(0, Math.min(1, (values[i] - low) /
				range))));
		return image;
	}
}
