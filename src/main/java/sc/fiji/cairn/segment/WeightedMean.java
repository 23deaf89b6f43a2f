// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import sc.fiji.cairn.segment.GridAxis.Span;

/** Averages the scores of overlapping windows over a box of the network's grid. */
final class WeightedMean {

	private final int classes;
	private final Span x;
	private final Span y;
	private final Span z;
	private final float[] weightX;
	private final float[] weightY;
	private final float[] weightZ;
	private final float[] sums;
	private final float[] weights;

	WeightedMean(final int classes, final Span x, final Span y, final Span z, final Windows windows) {
		this.classes = classes;
		this.x = x;
		this.y = y;
		this.z = z;
		weightX = windows.weights(0);
		weightY = windows.weights(1);
		weightZ = windows.weights(2);
		weights = new float[Math.multiplyExact(Math.multiplyExact(x.length(), y.length()), z.length())];
		sums = new float[Math.multiplyExact(classes, weights.length)];
	}

	/**
	 * Adds a window, as far as it lies in the box.
	 *
	 * @param scores (classes, Z, Y, X)
	 */
	void add(final float[] scores, final Span xs, final Span ys, final Span zs) {
		final int from = Math.max(x.start(), xs.start());
		final int count = Math.min(x.end(), xs.end()) - from;
		for (int k = Math.max(z.start(), zs.start()); k < Math.min(z.end(), zs.end()); k++) {
			for (int j = Math.max(y.start(), ys.start()); j < Math.min(y.end(), ys.end()); j++) {
				final float share = weightZ[k - zs.start()] * weightY[j - ys.start()];
				final int in = ((k - zs.start()) * ys.length() + j - ys.start()) * xs.length() + from - xs.start();
				final int out = ((k - z.start()) * y.length() + j - y.start()) * x.length() + from - x.start();
				for (int i = 0; i < count; i++)
					weights[out + i] += share * weightX[from - xs.start() + i];
				for (int c = 0; c < classes; c++)
					add(scores, c * (scores.length / classes) + in, c * weights.length + out, count, share, from - xs.start());
			}
		}
	}

	private void add(final float[] scores, final int in, final int out, final int count, final float share,
		final int first)
	{
		for (int i = 0; i < count; i++)
			sums[out + i] += share * weightX[first + i] * scores[in + i];
	}

	/** Gets the means (classes, Z, Y, X); nothing may be added afterwards. */
	float[] get() {
		for (int c = 0; c < classes; c++)
			for (int i = 0; i < weights.length; i++)
				sums[c * weights.length + i] /= weights[i];
		return sums;
	}
}
