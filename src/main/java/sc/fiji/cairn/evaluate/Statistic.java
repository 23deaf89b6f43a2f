// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.stream.DoubleStream;

/**
 * Mean and spread of one measure over cases.
 *
 * @param mean arithmetic mean of the values that exist, NaN if there is none
 * @param sd sample standard deviation (divided by n - 1), NaN for fewer than two values
 * @param n how many values exist
 */
public record Statistic(double mean, double sd, int n) {

	/** Summarises values; NaN stands for a value that does not exist. */
	static Statistic of(final double... values) {
		final double[] known = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray();
		final int n = known.length;
		if (n == 0) return new Statistic(Double.NaN, Double.NaN, 0);
		final double mean = DoubleStream.of(known).sum() / n;
		if (n == 1) return new Statistic(mean, Double.NaN, 1);
		final double squares = DoubleStream.of(known).map(v -> (v - mean) * (v - mean)).sum();
		return new Statistic(mean, Math.sqrt(squares / (n - 1)), n);
	}
}
