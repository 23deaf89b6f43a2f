// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Compares with {@code scipy.stats.wilcoxon} of SciPy 1.17.1. */
class WilcoxonSignedRankTest {

	/** Values of p are compared to this share. */
	private static final double EXACT = 1e-12;

	private static void check(final double statistic, final double p, final double... differences) {
		final WilcoxonSignedRank test = WilcoxonSignedRank.of(differences);
		assertEquals(statistic, test.statistic());
		assertEquals(p, test.p(), EXACT * p);
	}

	@Test
	void distinctSizesAreTestedExactly() {
		check(0, 0.25, 0.5, 0.2, 0.9);
		check(4, 0.875, 1, -2, 3, -4);
		check(4, 0.0546875, 0.012, -0.003, 0.021, 0.004, 0.017, -0.008, 0.009, 0.015);
		check(486, 0.14601836144972324, 0.044818, -0.047113, 0.012362, -0.007355, -0.005053, -0.000312, -0.0364, -0.000639,
			-0.013304, 0.07046, 0.008516, -0.003053, -0.001626, -0.009361, -0.017103, -0.003816, 0.013639, -0.000771, 0.023155,
			4e-06, 0.004485, 0.034916, 0.014902, -0.006105, 0.000343, 0.014811, 0.042702, -0.001392, -0.000871, 0.024046,
			-0.013729, -0.001834, 0.021651, 0.015607, 0.00583, 0.017402, -0.052563, 0.024426, -0.015193, -0.029372, 0.009529,
			0.018011, -0.004895, -0.017528, 0.004522, 0.002945, 0.032112, 0.018948, 0.007876, 0.026233);
	}

	@Test
	void tiesAndZerosAreCorrectedFor() {
		check(7, 0.04030513050073345, 0.01, 0.02, -0.01, 0.03, 0.02, 0.0, -0.02, 0.04, 0.05, 0.01, 0.0, 0.03);
	}

	@Test
	void manyDifferencesAreNormal() {
		check(590, 0.016901653275967533, alternating(60, 3));
		check(306, 3.209200422633042e-18, alternating(120, 20));
	}

	private static double[] alternating(final int count, final int negative) {
		return IntStream.range(0, count).mapToDouble(i -> 0.001 * (i + 1) * (i % negative == 0 ? -1 : 1)).toArray();
	}

	@Test
	void signsDecideAndNothingSaysNothing() {
		assertEquals(WilcoxonSignedRank.of(1, -2, 3, 5), WilcoxonSignedRank.of(-1, 2, -3, -5));
		assertEquals(new WilcoxonSignedRank(0, 0, 1), WilcoxonSignedRank.of());
		assertEquals(new WilcoxonSignedRank(0, 0, 1), WilcoxonSignedRank.of(0, Double.NaN, 0));
		assertEquals(1, WilcoxonSignedRank.of(1, -1).p());
	}
}
