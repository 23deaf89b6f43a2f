// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.SplittableRandom;

/**
 * Random numbers that follow from where they are used, so that neither the number of threads nor a resumed run changes
 * them.
 */
public final class Seeds {

	private Seeds() {}

	/**
	 * Gets the random numbers of one item of one batch.
	 *
	 * @param seed seed of the run
	 * @param step step of the training, from 0
	 * @param item place in the batch; negative for decisions about the batch as a whole
	 */
	public static SplittableRandom random(final long seed, final long step, final long item) {
		return new SplittableRandom(mix(mix(mix(seed) + step) + item));
	}

	/** Draws a number from -1 to 1, each as likely. */
	public static double symmetric(final SplittableRandom random) {
		return 2 * random.nextDouble() - 1;
	}

	/** Spreads close numbers far apart (the finaliser of MurmurHash3, constants by Stafford, variant 13). */
	private static long mix(final long value) {
		long z = value + 0x9e3779b97f4a7c15L;
		z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
		z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
		return z ^ (z >>> 31);
	}
}
