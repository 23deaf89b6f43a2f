// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

/** Tests {@link Curve}. */
class CurveTest {

	@Test
	void readsTheTableOfATraining() {
		final Curve curve = Curve.parse("a", "pretraining",
			"step,loss,gradient_norm,rate,validation_dice\n1,2.5,1,0.1,\n2,2,1,0.1,0.7\n3,1.5e0,1,0.1,\n");
		assertArrayEquals(new double[] { 1, 2, 3 }, curve.steps());
		assertArrayEquals(new double[] { 2.5, 2, 1.5 }, curve.values());
		assertEquals(0, Curve.parse("a", "b", "").values().length);
	}

	@Test
	void smoothingKeepsLinesAndCalmsNoise() {
		final double[] steps = new double[1000];
		final double[] line = new double[1000];
		final double[] noise = new double[1000];
		for (int i = 0; i < steps.length; i++) {
			line[i] = 3 - 0.002 * i;
			noise[i] = 1 + (i % 2 == 0 ? 0.5 : -0.5);
		}
		assertArrayEquals(line, new Curve("a", "b", steps, line).smooth(), 1e-9);
		final double[] calm = new Curve("a", "b", steps, noise).smooth();
		assertEquals(0, Arrays.stream(calm, 100, 900).map(value -> Math.abs(value - 1)).max().orElseThrow(), 0.03);
	}
}
