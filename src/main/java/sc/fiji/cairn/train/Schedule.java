// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

/**
 * The learning rate over the steps of a training: perhaps a linear warm-up, then a cosine down to a rest (Loshchilov
 * &amp; Hutter 2017, without restarts), or a constant.
 *
 * @param rate the largest rate
 * @param iterations number of steps
 * @param warmUp whether there is a warm-up
 * @param rest share of the largest rate that is left at the end; 1 for a constant rate
 */
record Schedule(double rate, int iterations, boolean warmUp, double rest) {

	/** Share of the steps that the warm-up takes, and the most steps it may take. */
	private static final double WARM_UP_SHARE = 0.05;
	private static final int LONGEST_WARM_UP = 100;

	/** Returns the rate of a step, counted from 0. */
	double at(final long step) {
		final int rising = warmUp ? (int) Math.min(LONGEST_WARM_UP, Math.ceil(WARM_UP_SHARE * iterations)) : 0;
		if (step < rising) return rate * (step + 1) / rising;
		final double done = Math.min(1, (step - rising) / Math.max(1.0, iterations - 1.0 - rising));
		return rate * (rest + (1 - rest) * 0.5 * (1 + Math.cos(Math.PI * done)));
	}
}
