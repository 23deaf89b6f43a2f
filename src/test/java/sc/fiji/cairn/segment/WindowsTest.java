// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class WindowsTest {

	private static final GridAxis AXIS = GridAxis.of(24, 1, 24, 8, 4);
	private static final GridAxis SINGLE = GridAxis.of(1, 1, 1, 1, 0);
	private static final Windows WINDOWS = new Windows(List.of(AXIS, SINGLE, SINGLE), List.of(16, 1, 1));

	/** A normal distribution whose standard deviation is an eighth of the window, as in nnU-Net. */
	private static double gaussian(final double distance) {
		return Math.exp(-0.5 * distance * distance / (2 * 2));
	}

	@Test
	void weightsAreThoseOfAGaussian() {
		final float[] weights = WINDOWS.weights(0);
		for (int i = 0; i < 16; i++)
			assertEquals(gaussian(i - 7.5), weights[i], 1e-6);
	}

	@Test
	void aWindowCountsMostInItsMiddle() {
		final GridAxis.Span whole = new GridAxis.Span(0, 24);
		final GridAxis.Span one = new GridAxis.Span(0, 1);
		final WeightedMean mean = new WeightedMean(1, whole, one, one, WINDOWS);
		final float[] ones = new float[16];
		Arrays.fill(ones, 1);
		mean.add(new float[16], new GridAxis.Span(0, 16), one, one);
		mean.add(ones, new GridAxis.Span(8, 24), one, one);
		final float[] scores = mean.get();
		for (int i = 8; i < 16; i++) {
			final double first = gaussian(i - 7.5);
			final double second = gaussian(i - 15.5);
			assertEquals(second / (first + second), scores[i], 1e-5);
		}
		assertEquals(0, scores[7]);
		assertEquals(1, scores[16]);
	}
}
