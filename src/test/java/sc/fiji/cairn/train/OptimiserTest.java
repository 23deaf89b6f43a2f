// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Optimisation.Rule;

class OptimiserTest {

	private static final double RATE = 0.05;
	private static final double DECAY = 0.02;
	private static final int STEPS = 5;

	private Torch torch;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	/** Trains a kernel and a bias to become 1, and returns what they are afterwards. */
	private float[][] trained(final Optimisation optimisation, final int steps) {
		final SegmentationHead head = new SegmentationHead(new Architecture(2, 1, 3, 2), 2, torch.scope(), 5);
		final Optimiser optimiser = new Optimiser(torch.scope(), List.of(head.weights()), optimisation);
		final List<NDArray> weights = head.weights().all();
		for (int step = 0; step < steps; step++) {
			try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
				final NDArray loss = weights.get(0).sub(1).square().sum().add(weights.get(1).sub(1).square().sum());
				optimiser.step(torch.scope(), loss, RATE);
				optimiser.average(torch.scope(), step);
			}
		}
		optimiser.useAverage();
		return new float[][] { weights.get(0).toFloatArray(), weights.get(1).toFloatArray() };
	}

	private float[][] untrained() {
		return trained(Optimisation.COMMON, 0);
	}

	/** The same by the formulas, weight by weight; the gradient of the loss is 2 (w - 1). */
	private static float[] expected(final float[] start, final Rule rule, final double decay) {
		final float[] end = new float[start.length];
		for (int i = 0; i < start.length; i++) {
			double w = start[i];
			double first = 0;
			double second = 0;
			for (int t = 1; t <= STEPS; t++) {
				double g = 2 * (w - 1);
				if (rule == Rule.ADAMW) w -= RATE * decay * w;
				else g += decay * w;
				if (rule == Rule.SGD) {
					first = 0.9 * first + g;
					w -= RATE * first;
				}
				else {
					first = 0.9 * first + 0.1 * g;
					second = 0.999 * second + 0.001 * g * g;
					w -= RATE * first / (1 - Math.pow(0.9, t)) / (Math.sqrt(second / (1 - Math.pow(0.999, t))) + 1e-8);
				}
			}
			end[i] = (float) w;
		}
		return end;
	}

	@ParameterizedTest
	@EnumSource(Rule.class)
	void rulesFollowTheirFormulas(final Rule rule) {
		final float[][] start = untrained();
		final float[][] all = trained(Optimisation.plain(rule, DECAY, 1), STEPS);
		assertArrayEquals(expected(start[0], rule, DECAY), all[0], 1e-5f);
		assertArrayEquals(expected(start[1], rule, DECAY), all[1], 1e-5f);
		final float[][] kernels = trained(new Optimisation(rule, DECAY, false, false, 1, 0, 0), STEPS);
		assertArrayEquals(all[0], kernels[0]);
		assertArrayEquals(expected(start[1], rule, 0), kernels[1], 1e-5f);
	}

	@Test
	void gradientsAreClippedOnlyIfWanted() {
		final float[][] start = untrained();
		final float[][] clipped = trained(new Optimisation(Rule.SGD, 0, true, false, 1, 1e-3, 0), 1);
		final float[][] free = trained(Optimisation.plain(Rule.SGD, 0, 1), 1);
		double moved = 0;
		double far = 0;
		for (int part = 0; part < 2; part++)
			for (int i = 0; i < start[part].length; i++) {
				moved += Math.pow(clipped[part][i] - start[part][i], 2);
				far += Math.pow(free[part][i] - start[part][i], 2);
			}
		assertEquals(1e-3 * RATE, Math.sqrt(moved), 1e-6);
		assertTrue(Math.sqrt(far) > 0.05, "far " + far);
	}

	@Test
	void withoutAverageTheLastWeightsStay() {
		final float[][] start = untrained();
		final float[][] last = trained(Optimisation.plain(Rule.SGD, 0, 1), STEPS);
		final float[][] averaged = trained(new Optimisation(Rule.SGD, 0, true, false, 1, 0, 0.99), STEPS);
		assertArrayEquals(expected(start[0], Rule.SGD, 0), last[0], 1e-5f);
		assertTrue(Math.abs(averaged[0][0] - last[0][0]) > 1e-3);
	}

	@Test
	void ratesMayBeConstantOrFallWithoutWarmUp() {
		final Schedule constant = new Schedule(0.1, 100, false, 1);
		final Schedule cosine = new Schedule(0.1, 101, false, 0);
		for (final int step : new int[] { 0, 50, 99 })
			assertEquals(0.1, constant.at(step), 1e-12);
		assertEquals(0.1, cosine.at(0), 1e-12);
		assertEquals(0.05, cosine.at(50), 1e-12);
		assertEquals(0, cosine.at(100), 1e-12);
	}
}
