// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.Arrays;

/**
 * How a number differs between the volumes of a data set.
 *
 * @param least the smallest
 * @param low the 10th percentile
 * @param median the middle one; of two the larger
 * @param most the largest
 */
public record Spread(double least, double low, double median, double most) {

	/** Sums up some values, at least one. */
	public static Spread of(final double... values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		return new Spread(sorted[0], sorted[sorted.length / 10], sorted[sorted.length / 2], sorted[sorted.length - 1]);
	}
}
