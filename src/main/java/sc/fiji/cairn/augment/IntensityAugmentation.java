// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;

/**
 * Random changes of the intensities of a slice, drawn anew for each image.
 *
 * @param brightness largest value added or subtracted, on a scale where 0 and 1 are the image's outer percentiles
 * @param contrast largest relative change of the distance from the mean
 * @param gamma largest factor of the exponent, or of its inverse; 1 for none
 * @param noise largest standard deviation of normal noise
 */
public record IntensityAugmentation(double brightness, double contrast, double gamma, double noise) {

	/** Changes the pixels of one image of one channel in place. */
	public void apply(final SplittableRandom random, final float[] pixels) {
		apply(random, pixels, 1);
	}

	/** Changes the pixels of one image (channels, Y, X) in place, each channel by draws of its own. */
	public void apply(final SplittableRandom random, final float[] pixels, final int channels) {
		final int area = pixels.length / channels;
		for (int channel = 0; channel < channels; channel++)
			apply(random, pixels, channel * area, area);
	}

	private void apply(final SplittableRandom random, final float[] pixels, final int first, final int count) {
		final double added = brightness * Seeds.symmetric(random);
		final double factor = 1 + contrast * Seeds.symmetric(random);
		final double exponent = Math.exp(Math.log(gamma) * Seeds.symmetric(random));
		final double deviation = noise * random.nextDouble();
		double mean = 0;
		for (int i = first; i < first + count; i++)
			mean += pixels[i];
		mean /= count;
		for (int i = first; i < first + count; i++) {
			double value = cut((pixels[i] - mean) * factor + mean + added);
			// NB: what is brighter than 1 can become brighter than images are.
			if (gamma != 1) value = cut(Math.pow(value, exponent));
			if (noise > 0) value += deviation * random.nextGaussian();
			pixels[i] = (float) value;
		}
	}

	private static double cut(final double value) {
		return Math.min(Preprocessing.BRIGHTEST, Math.max(0, value));
	}
}
