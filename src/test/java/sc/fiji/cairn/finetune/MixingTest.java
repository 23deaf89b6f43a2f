// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {

	/** The Beta distribution with both parameters b has the mean 1/2 and the variance 1 / (4 (2 b + 1)). */
	@ParameterizedTest
	@ValueSource(doubles = { 0.001, 0.1, 0.4, 1 })
	void sharesHaveTheMomentsOfTheirDistribution(final double beta) {
		final double[] shares = Mixing.draw(new SplittableRandom(5), beta, 20_000, 20_000).shares();
		double sum = 0;
		double squares = 0;
		for (final double share : shares) {
			assertTrue(share >= 0 && share <= 1, "" + share);
			sum += share - 0.5;
			squares += (share - 0.5) * (share - 0.5);
		}
		assertEquals(0, sum / shares.length, 0.012);
		assertEquals(1 / (4 * (2 * beta + 1)), squares / shares.length, 0.004);
	}

	@Test
	void imagesAreMixedWithOthersOfTheFirstPartOnly() {
		for (int seed = 0; seed < 50; seed++) {
			final Mixing mixing = Mixing.draw(new SplittableRandom(seed), 0.4, 3, 5);
			for (int i = 0; i < 3; i++) {
				assertNotEquals(i, mixing.partners()[i]);
				assertTrue(mixing.partners()[i] < 3);
			}
			assertArrayEquals(new int[] { 3, 4 }, new int[] { mixing.partners()[3], mixing.partners()[4] });
			assertEquals(1, mixing.shares()[3]);
		}
		assertEquals(0, Mixing.draw(new SplittableRandom(1), 0.4, 1, 2).partners()[0]);
	}

	@Test
	void intensitiesAreMixedByTheirShares() {
		final Mixing mixing = new Mixing(new int[] { 1, 0 }, new double[] { 0.25, 1 });
		final float[][] images = { { 1, 2 }, { 3, 6 } };
		assertArrayEquals(new float[] { 2.5f, 5 }, mixing.mix(0, images));
		assertArrayEquals(new float[] { 3, 6 }, mixing.mix(1, images));
	}
}
