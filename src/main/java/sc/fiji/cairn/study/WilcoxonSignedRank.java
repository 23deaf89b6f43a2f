// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.Arrays;

/**
 * The two-sided Wilcoxon signed-rank test of paired differences (Wilcoxon 1945).
 * <p>
 * Differences of zero are left out. Up to {@value #LARGEST_EXACT} differences whose sizes are all distinct the p-value is
 * exact; otherwise it comes from the normal distribution, with corrections for ties and continuity (Hollander, Wolfe &amp;
 * Chicken 2014, section 3.1). Pairs are taken as independent.
 * </p>
 * <p>
 * NB: of the usual Java libraries, Commons Math would bring a jar that plain ImageJ lacks, and its test neither leaves out
 * zeros nor corrects for ties.
 * </p>
 *
 * @param n number of differences other than zero
 * @param statistic the smaller of the sums of ranks of the positive and of the negative differences
 * @param p probability of a statistic as small as this if the differences were symmetric about zero; 1 without any
 */
public record WilcoxonSignedRank(int n, double statistic, double p) {

	private static final int LARGEST_EXACT = 50;

	/** Tests differences, in any order; NaN is left out, too. */
	public static WilcoxonSignedRank of(final double... differences) {
		final double[] nonzero = Arrays.stream(differences).filter(d -> d != 0 && !Double.isNaN(d)).toArray();
		final int n = nonzero.length;
		if (n == 0) return new WilcoxonSignedRank(0, 0, 1);
		final double[] sizes = Arrays.stream(nonzero).map(Math::abs).sorted().toArray();
		double positive = 0;
		for (final double difference : nonzero)
			if (difference > 0) positive += rank(sizes, difference);
		final double statistic = Math.min(positive, n * (n + 1) / 2.0 - positive);
		final double ties = ties(sizes);
		final double p = ties == 0 && n <= LARGEST_EXACT ? exact(n, (int) statistic) : approximate(n, statistic, ties);
		return new WilcoxonSignedRank(n, statistic, p);
	}

	/** Mean of the ranks, from 1, of all values of a size. */
	private static double rank(final double[] sizes, final double difference) {
		final double size = Math.abs(difference);
		int below = 0;
		while (sizes[below] < size)
			below++;
		int end = below;
		while (end < sizes.length && sizes[end] == size)
			end++;
		return (below + 1 + end) / 2.0;
	}

	/** Sum of t^3 - t over the sizes, where t values share one. */
	private static double ties(final double[] sizes) {
		double sum = 0;
		for (int start = 0, end = 0; start < sizes.length; start = end) {
			while (end < sizes.length && sizes[end] == sizes[start])
				end++;
			final double t = end - start;
			sum += t * t * t - t;
		}
		return sum;
	}

	/** Counts the subsets of the ranks 1 to n by their sum; all are equally likely. */
	private static double exact(final int n, final int statistic) {
		final double[] subsets = new double[n * (n + 1) / 2 + 1];
		subsets[0] = 1;
		for (int rank = 1; rank <= n; rank++)
			for (int sum = subsets.length - 1; sum >= rank; sum--)
				subsets[sum] += subsets[sum - rank];
		final double tail = Arrays.stream(subsets, 0, statistic + 1).sum();
		return Math.min(1, 2 * tail / Math.pow(2, n));
	}

	private static double approximate(final int n, final double statistic, final double ties) {
		final double mean = n * (n + 1.0) / 4;
		final double variance = n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48;
		final double z = Math.max(0, mean - statistic - 0.5) / Math.sqrt(variance);
		return Math.min(1, 2 * upperTail(z));
	}

	/**
	 * Probability that a standard normal number exceeds z, which must not be negative: a series near the middle, a
	 * continued fraction further out (Abramowitz &amp; Stegun 26.2.11 and 26.2.14).
	 */
	private static double upperTail(final double z) {
		final double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
		if (z < 3) {
			double sum = z;
			double term = z;
			for (int i = 3; term > 1e-17 * sum; i += 2) {
				term *= z * z / i;
				sum += term;
			}
			return 0.5 - density * sum;
		}
		double fraction = z;
		for (int i = 200; i > 0; i--)
			fraction = z + i / fraction;
		return density / fraction;
	}
}
