// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.FinalInterval;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;

/** Says what slices are like, as numbers whose distances are small where slices look alike. */
interface SliceFeatures {

	/** Cells of the grid that intensities are averaged in, along X and along Y. */
	int CELLS = 8;

	/**
	 * Describes the slices of a volume.
	 *
	 * @param progress asked whether to cancel
	 * @return for each slice as many numbers
	 */
	float[][] of(PreparedVolume stack, Progress progress);

	/** Describes slices without any model, by the mean intensities of the cells of a grid. */
	static float[][] intensities(final PreparedVolume stack, final Progress progress) {
		final float[][] features = new float[stack.depth()][];
		for (int z = 0; z < features.length; z++) {
			progress.checkCancelled();
			features[z] = new float[stack.channels() * CELLS * CELLS];
			for (int channel = 0; channel < stack.channels(); channel++)
				average(stack, channel, z, features[z]);
		}
		return features;
	}

	private static void average(final PreparedVolume stack, final int channel, final int z, final float[] out) {
		final int width = stack.width();
		final int height = stack.height();
		final float[] slice = new float[width * height];
		stack.read(channel, FinalInterval.createMinSize(0, 0, z, width, height, 1), slice);
		final int[] counts = new int[out.length];
		for (int i = 0; i < slice.length; i++) {
			final int cell = (channel * CELLS + i / width * CELLS / height) * CELLS + i % width * CELLS / width;
			out[cell] += slice[i];
			counts[cell]++;
		}
		for (int i = channel * CELLS * CELLS; i < (channel + 1) * CELLS * CELLS; i++)
			out[i] /= Math.max(1, counts[i]);
	}

	/**
	 * Brings features to a common scale, and adds where slices lie in their volumes: what they look like and where they lie
	 * count the same.
	 *
	 * @param features for each volume, for each slice
	 * @param whitened whether each number is to vary as much as any other, as where it is the answer of a channel
	 */
	static List<float[][]> placed(final List<float[][]> features, final boolean whitened) {
		final int length = features.get(0)[0].length;
		final double[] mean = new double[length];
		final double[] variance = new double[length];
		final long count = features.stream().mapToLong(volume -> volume.length).sum();
		for (final float[][] volume : features)
			for (final float[] slice : volume)
				for (int d = 0; d < length; d++)
					mean[d] += slice[d] / (double) count;
		for (final float[][] volume : features)
			for (final float[] slice : volume)
				for (int d = 0; d < length; d++)
					variance[d] += (slice[d] - mean[d]) * (slice[d] - mean[d]) / count;
		double total = 0;
		for (final double one : variance)
			total += one;
		final double[] scale = new double[length];
		for (int d = 0; d < length; d++)
			scale[d] = whitened ? variance[d] == 0 ? 0 : 1 / Math.sqrt(variance[d] * length) : total == 0 ? 0 : 1 / Math.sqrt(total);
		final List<float[][]> placed = new ArrayList<>();
		for (final float[][] volume : features) {
			final float[][] slices = new float[volume.length][length + 1];
			for (int z = 0; z < slices.length; z++) {
				for (int d = 0; d < length; d++)
					slices[z][d] = (float) ((volume[z][d] - mean[d]) * scale[d]);
				// NB: a place that is as likely anywhere between two ends has this variance: 1.
				slices[z][length] = (float) (Math.sqrt(12) * ((z + 0.5) / slices.length - 0.5));
			}
			placed.add(slices);
		}
		return placed;
	}
}
