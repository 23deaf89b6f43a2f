// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** Tests that a network for volumes does to each slice what that for slices has learnt, until it learns more. */
class SliceWeightsTest {

	private static final int SIDE = 16;
	private static final int DEPTH = 8;
	private static final int CLASSES = 3;

	/** The same network, but for kernels and pools along Z: 1 at the finest level, as where slices lie far apart. */
	private static Architecture inVolumes(final Architecture flat) {
		final List<Level> levels = new ArrayList<>();
		for (final Level level : flat.pyramid()) {
			final int kernel = levels.isEmpty() ? 1 : 3;
			final int pool = levels.size() < 2 ? 1 : 2;
			levels.add(new Level(level.width(), List.of(kernel, level.kernel().get(0), level.kernel().get(1)), List.of(pool, level.pool()
				.get(0), level.pool().get(1))));
		}
		return new Architecture(3, 1, levels, flat.style());
	}

	@ParameterizedTest
	@EnumSource(Design.class)
	void onAVolumeThatIsConstantAlongZTheOutputIsThatOfTheSlice(final Design design) {
		final Architecture flat = design.architecture(2, 1, 4, 3);
		final Architecture deep = inVolumes(flat);
		try (Torch torch = Torch.open("cpu")) {
			final Scope scope = torch.scope();
			final UNet slices = new UNet(flat, scope, 5, false);
			final SegmentationHead head = new SegmentationHead(flat, CLASSES, scope, 6);
			final UNet volumes = new UNet(deep, scope, 7, false);
			final SegmentationHead volumeHead = new SegmentationHead(deep, CLASSES, scope, 8);
			assertEquals(volumes.encoder().names().size(), carry(slices.encoder(), volumes.encoder(), flat));
			assertEquals(volumes.decoder().names().size(), carry(slices.decoder(), volumes.decoder(), flat));
			assertEquals(volumeHead.weights().names().size(), carry(head.weights(), volumeHead.weights(), flat));
			final float[] slice = new float[SIDE * SIDE];
			final Random random = new Random(9);
			for (int i = 0; i < slice.length; i++)
				slice[i] = random.nextFloat();
			final float[] volume = new float[DEPTH * slice.length];
			for (int z = 0; z < DEPTH; z++)
				System.arraycopy(slice, 0, volume, z * slice.length, slice.length);
			final NDArray expected = slices.logits(scope, scope.array(slice, 1, 1, SIDE, SIDE), head, false);
			final NDArray found = volumes.logits(scope, scope.array(volume, 1, 1, DEPTH, SIDE, SIDE), volumeHead, false);
			final float[] scores = expected.toFloatArray();
			final float[] all = found.toFloatArray();
			for (int c = 0; c < CLASSES; c++)
				for (int z = 0; z < DEPTH; z++)
					for (int i = 0; i < slice.length; i++)
						assertEquals(scores[c * slice.length + i], all[(c * DEPTH + z) * slice.length + i], 1e-4, "slice " + z);
		}
	}

	private static int carry(final Weights from, final Weights to, final Architecture flat) {
		return to.load(SliceWeights.inVolumes(from.export(), flat.style(), to));
	}
}
