// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.model.TrainedStep;

/** Tests {@link Curve}. */
class CurveTest {

	@Test
	void theLossOfATrainingIsDrawn() {
		final List<TrainedStep> log = Stream.of(2.5, 2.0, 1.5).map(loss -> new TrainedStep(Math.round(6 - 2 * loss), loss, 1, 0.1, OptionalDouble
			.empty())).toList();
		final Curve curve = Curve.loss("a", "pretraining", log);
		assertArrayEquals(new double[] { 1, 2, 3 }, curve.steps());
		assertArrayEquals(new double[] { 2.5, 2, 1.5 }, curve.values());
		assertEquals(0, Curve.loss("a", "b", List.of()).values().length);
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
