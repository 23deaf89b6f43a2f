package sc.fiji.cairn.train;

/**
 * The learning rate over the steps of a training: a linear warm-up, then a cosine down to a small rest (Loshchilov &amp;
 * Hutter 2017, without restarts).
 *
 * @param rate the largest rate
 * @param iterations number of steps
 */
record Schedule(double rate, int iterations) {

	/** Share of the steps that the warm-up takes, and the most steps it may take. */
	private static final double WARM_UP_SHARE = 0.05;
	private static final int LONGEST_WARM_UP = 100;

	/** Share of the largest rate that is left at the end. */
	private static final double REST = 0.01;

	/** Returns the rate of a step, counted from 0. */
	double at(final long step) {
		final int warmUp = (int) Math.min(LONGEST_WARM_UP, Math.ceil(WARM_UP_SHARE * iterations));
		if (step < warmUp) return rate * (step + 1) / warmUp;
		final double done = Math.min(1, (step - warmUp) / Math.max(1.0, iterations - 1.0 - warmUp));
		return rate * (REST + (1 - REST) * 0.5 * (1 + Math.cos(Math.PI * done)));
	}
}
