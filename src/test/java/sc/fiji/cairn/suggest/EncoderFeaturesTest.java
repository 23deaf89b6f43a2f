// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.torch.Torch;

/** Tests what the encoder says of slices larger than its window. */
class EncoderFeaturesTest {

	private static final ModelFile MODEL = TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 4);

	private static float[][] features(final int width, final int height, final int bright) {
		final PreparedVolume stack = Stacks.of("a", width, height, 3, 1, (x, y, z) -> z == 1 && x >= bright && y < 8 ? 1 : 0.2);
		try (Torch torch = Torch.open("cpu")) {
			return new EncoderFeatures(MODEL, torch.scope()).of(stack, Progress.SILENT);
		}
	}

	@Test
	void whatLiesOffTheMiddleCounts() {
		final float[][] slices = features(48, 32, 40);
		assertArrayEquals(slices[0], slices[2]);
		assertFalse(Arrays.equals(slices[0], slices[1]), "a corner differs");
	}

	@Test
	void slicesOfManyWindowsAreSeenByTheirBordersToo() {
		final float[][] slices = features(1600, 16, 1592);
		assertEquals(3, slices.length);
		assertFalse(Arrays.equals(slices[0], slices[1]));
	}
}
