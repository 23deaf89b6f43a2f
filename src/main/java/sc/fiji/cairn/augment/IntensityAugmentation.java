package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.cases.Preparation;

/**
 * Random changes of the intensities of a slice, drawn anew for each image.
 *
 * @param brightness largest value added or subtracted, on a scale where 0 and 1 are the image's outer percentiles
 * @param contrast largest relative change of the distance from the mean
 * @param gamma largest factor of the exponent, or of its inverse; 1 for none
 * @param noise largest standard deviation of normal noise
 */
public record IntensityAugmentation(double brightness, double contrast, double gamma, double noise) {

	/** Changes the pixels of one image in place. */
	public void apply(final SplittableRandom random, final float[] pixels) {
		final double added = brightness * (2 * random.nextDouble() - 1);
		final double factor = 1 + contrast * (2 * random.nextDouble() - 1);
		final double exponent = Math.exp(Math.log(gamma) * (2 * random.nextDouble() - 1));
		final double deviation = noise * random.nextDouble();
		double mean = 0;
		for (final float pixel : pixels)
			mean += pixel;
		mean /= pixels.length;
		for (int i = 0; i < pixels.length; i++) {
			double value = (pixels[i] - mean) * factor + mean + added;
			value = Math.min(Preparation.BRIGHTEST, Math.max(0, value));
			if (gamma != 1) value = Math.pow(value, exponent);
			if (noise > 0) value += deviation * random.nextGaussian();
			pixels[i] = (float) value;
		}
	}
}
