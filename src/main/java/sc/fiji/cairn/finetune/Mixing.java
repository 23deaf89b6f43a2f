// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.SplittableRandom;

/**
 * How the images of a batch are mixed (mixup, Zhang et al. 2018).
 *
 * @param partners place in the batch of the image that each is mixed with
 * @param shares share of each image in its mixture, its partner having the rest
 */
record Mixing(int[] partners, double[] shares) {

	/**
	 * Draws a mixing of the first images of a batch; the others stay as they are.
	 *
	 * @param beta both parameters of the Beta distribution of the shares, above 0 and at most 1
	 * @param mixed number of images that are mixed with each other
	 * @param count number of images in the batch
	 */
	static Mixing draw(final SplittableRandom random, final double beta, final int mixed, final int count) {
		final int[] partners = new int[count];
		final double[] shares = new double[count];
		for (int i = 0; i < count; i++) {
			final boolean alone = i >= mixed || mixed == 1;
			partners[i] = alone ? i : (i + 1 + random.nextInt(mixed - 1)) % mixed;
			shares[i] = alone ? 1 : share(random, beta);
		}
		return new Mixing(partners, shares);
	}

	/**
	 * Draws from Beta(b, b): of two uniform numbers to the power of 1 / b the share of the first in their sum, if that is
	 * at most 1 (Jöhnk 1964); in logarithms, as the powers may be too small for a number.
	 */
	private static double share(final SplittableRandom random, final double b) {
		while (true) {
			final double x = Math.log(1 - random.nextDouble()) / b;
			final double y = Math.log(1 - random.nextDouble()) / b;
			final double sum = Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
			if (sum <= 0) return Math.exp(x - sum);
		}
	}

	/** Mixes an image with its partner. */
	float[] mix(final int image, final float[][] images) {
		final float[] own = images[image];
		final float[] other = images[partners[image]];
		final float[] mixed = new float[own.length];
		for (int i = 0; i < mixed.length; i++)
			mixed[i] = (float) (shares[image] * own[i] + (1 - shares[image]) * other[i]);
		return mixed;
	}
}
