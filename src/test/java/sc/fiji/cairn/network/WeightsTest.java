// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.torch.Torch;

class WeightsTest {

	@ParameterizedTest
	@CsvSource({ "64, 32, 9", "16, 128, 27", "200, 300, 1" })
	void kernelsHaveTheVarianceOfHe(final int out, final int in, final int cells) {
		try (Torch torch = Torch.open("cpu")) {
			final Weights weights = new Weights(torch.scope(), 5);
			weights.add("any.kernel", out, in, cells);
			double sum = 0;
			double squares = 0;
			final float[] values = weights.all().get(0).toFloatArray();
			for (final float value : values) {
				sum += value;
				squares += value * value;
			}
			// 2 / fan-in keeps the variance of maps behind rectifiers (He et al. 2015).
			final double variance = 2.0 / (in * cells);
			assertEquals(1, squares / values.length / variance, 0.05);
			assertEquals(0, sum / values.length, 5 * Math.sqrt(variance / values.length));
		}
	}
}
