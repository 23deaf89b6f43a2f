// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;

class IntensityAugmentationTest {

	private static float[] ramp() {
		final float[] pixels = new float[301];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = i / 200f;
		return pixels;
	}

	private static float[] changed(final IntensityAugmentation augmentation, final long step) {
		final float[] pixels = ramp();
		augmentation.apply(Seeds.random(2, step, 0), pixels);
		return pixels;
	}

	@Test
	void valuesStayInRangeAndInOrder() {
		final IntensityAugmentation strong = new IntensityAugmentation(0.5, 0.9, 2, 0);
		for (int step = 0; step < 100; step++) {
			final float[] pixels = changed(strong, step);
			for (int i = 0; i < pixels.length; i++) {
				assertTrue(pixels[i] >= 0 && pixels[i] <= Preprocessing.BRIGHTEST, "value " + pixels[i]);
				if (i > 0) assertTrue(pixels[i] >= pixels[i - 1]);
			}
		}
	}

	@Test
	void noiseStaysFiniteAndSmall() {
		final IntensityAugmentation noise = new IntensityAugmentation(0, 0, 1, 0.06);
		for (int step = 0; step < 20; step++) {
			final float[] pixels = changed(noise, step);
			double squares = 0;
			for (int i = 0; i < pixels.length; i++) {
				assertTrue(Float.isFinite(pixels[i]));
				squares += Math.pow(pixels[i] - ramp()[i], 2);
			}
			assertTrue(Math.sqrt(squares / pixels.length) < 0.08, "step " + step);
		}
	}

	@Test
	void theSameNumbersGiveTheSameChange() {
		final IntensityAugmentation all = new IntensityAugmentation(0.3, 0.3, 1.5, 0.06);
		assertArrayEquals(changed(all, 4), changed(all, 4));
		assertFalse(Arrays.equals(changed(all, 4), changed(all, 5)));
	}

	@Test
	void noneChangesNothing() {
		assertArrayEquals(ramp(), changed(new IntensityAugmentation(0, 0, 1, 0), 1), 1e-6f);
	}

	@Test
	void brightnessMovesTheMiddleByAtMostItsLimit() {
		final IntensityAugmentation brightness = new IntensityAugmentation(0.2, 0, 1, 0);
		double most = 0;
		for (int step = 0; step < 200; step++)
			most = Math.max(most, Math.abs(changed(brightness, step)[150] - 0.75));
		assertEquals(0.19, most, 0.0101);
	}
}
