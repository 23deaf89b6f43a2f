// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

class PositionalDrawsTest {

	private static final List<Integer> DEPTHS = List.of(10, 23, 7);
	private static final int BATCH = 24;

	private static List<Draw> draw(final PositionalDraws draws, final long seed) {
		return draws.draw(new SplittableRandom(seed));
	}

	@Test
	void everySliceOfEveryVolumeIsDrawnInTwoViews() {
		final PositionalDraws draws = new PositionalDraws(SlicePlaces.of(DEPTHS), 0.1, PositionAxes.Z, BATCH);
		final List<Draw> seen = new ArrayList<>();
		for (int seed = 0; seed < 200; seed++) {
			final List<Draw> batch = draw(draws, seed);
			assertEquals(BATCH, batch.size());
			for (int i = 0; i < BATCH; i += 2)
				assertTrue(batch.get(i).samePlace(batch.get(i + 1)) && batch.get(i).view());
			seen.addAll(batch);
		}
		assertEquals(10 + 23 + 7, seen.stream().distinct().count());
	}

	@Test
	@Tag("known-mistake-4")
	void slicesAtTheSamePlaceAreAlikeWhateverTheVolume() {
		final PositionalDraws draws = new PositionalDraws(SlicePlaces.of(DEPTHS), 0.1, PositionAxes.Z, BATCH);
		// The last slices, of position 1 each, then the first one of 10, of position 0.1, and the second of 23, of 0.087.
		final List<Draw> batch = List.of(SlicePlaces.view(0, 9), SlicePlaces.view(1, 22), SlicePlaces.view(2, 6),
			SlicePlaces.view(0, 0), SlicePlaces.view(1, 1));
		assertArrayEquals(new float[] { //
			0, 1, 1, 0, 0, //
			1, 0, 1, 0, 0, //
			1, 1, 0, 0, 0, //
			0, 0, 0, 0, 1, //
			0, 0, 0, 1, 0 }, draws.masks(batch)[0]);
	}

	@Test
	@Tag("known-mistake-4")
	void aThresholdOfZeroIsSimClr() {
		final PositionalDraws draws = new PositionalDraws(SlicePlaces.of(DEPTHS), 0, PositionAxes.Z, BATCH);
		final GlobalDraws simClr = new GlobalDraws(SlicePlaces.of(DEPTHS), Strategy.RANDOM, 4, BATCH);
		for (int seed = 0; seed < 20; seed++) {
			final List<Draw> batch = draw(draws, seed);
			assertEquals(batch, simClr.draw(new SplittableRandom(seed)));
			assertArrayEquals(simClr.masks(batch)[0], draws.masks(batch)[0]);
		}
		// Four slices, two views each: the losses agree, too.
		final List<Draw> batch = new ArrayList<>();
		for (int i = 0; i < 8; i++)
			batch.add(SlicePlaces.view(0, i / 2));
		try (Torch torch = Torch.open("cpu")) {
			final NDArray z = embeddings(torch.scope(), 8);
			assertEquals(loss(torch, simClr, batch, z), loss(torch, draws, batch, z), 1e-5);
		}
	}

	@Test
	@Tag("known-mistake-4")
	void aThresholdAboveOneMakesAllAlike() {
		final PositionalDraws draws = new PositionalDraws(SlicePlaces.of(DEPTHS), 1.1, PositionAxes.Z, BATCH);
		final List<Draw> batch = draw(draws, 1);
		try (Torch torch = Torch.open("cpu")) {
			final float[] same = new float[BATCH * 3];
			Arrays.fill(same, 1);
			assertEquals(Math.log(BATCH - 1), loss(torch, draws, batch, torch.scope().array(same, BATCH, 3)), 1e-4);
		}
	}

	private static double loss(final Torch torch, final SliceContrast contrast, final List<Draw> batch, final NDArray z) {
		final Scope scope = torch.scope();
		final List<NDArray> masks = new ArrayList<>();
		for (final float[] mask : contrast.masks(batch))
			masks.add(scope.array(mask, batch.size(), batch.size()));
		return contrast.loss(new Losses(scope), scope, z, masks, 0.1).getFloat();
	}

	private static NDArray embeddings(final Scope scope, final int rows) {
		final Random random = new Random(3);
		final float[] values = new float[rows * 5];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return scope.array(values, rows, 5);
	}
}
