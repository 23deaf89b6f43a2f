// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.Torch;

class SlicePredictorTest {

	private static final int CLASSES = 3;
	private static final Architecture NETWORK = new Architecture(2, 1, 3, 3);
	private static final double TOLERANCE = 1e-4;

	private Torch torch;
	private UNet network;
	private SegmentationHead head;

	@BeforeEach
	void loadNetwork() {
		torch = Torch.open("cpu");
		network = new UNet(NETWORK, torch.scope(), 1, false);
		head = new SegmentationHead(NETWORK, CLASSES, torch.scope(), 1);
		final ModelFile model = TinyModels.segmenting(NETWORK, new Preprocessing(16, 0), 8, 0, 1, 2);
		network.encoder().load(model.weights());
		network.decoder().load(model.weights());
		head.weights().load(model.weights());
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	private List<float[]> scores(final PreparedVolume stack, final int size, final int voxels) {
		final List<float[]> scores = new ArrayList<>();
		new SlicePredictor(new BlockPredictor(new NetworkPass(network, head, CLASSES, Mirroring.NONE), new Preprocessing(size,
			0), voxels)).predict(stack, torch.scope(),
			Progress.SILENT, false, (slice, values) -> {
				assertEquals(scores.size(), slice);
				scores.add(values);
			});
		return scores;
	}

	private static double spread(final float[] values) {
		float least = Float.POSITIVE_INFINITY;
		float most = Float.NEGATIVE_INFINITY;
		for (final float value : values) {
			least = Math.min(least, value);
			most = Math.max(most, value);
		}
		return most - least;
	}

	@Test
	void tilesDoNotShowInSeveralChannels() {
		final Architecture two = new Architecture(2, 2, 3, 3);
		final float[][] slices = new float[2][2 * 61 * 45];
		for (final float[] slice : slices)
			for (int i = 0; i < slice.length; i++)
				slice[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.7 + i / 61 * 0.3));
		final PreparedVolume stack = Stacks.of("two", 61, 45, 1, 1, 0, slices, null);
		final UNet wide = new UNet(two, torch.scope(), 1, false);
		final SegmentationHead last = new SegmentationHead(two, CLASSES, torch.scope(), 1);
		final List<List<float[]>> scores = new ArrayList<>();
		for (final int voxels : new int[] { 1 << 19, 1000 }) {
			final List<float[]> some = new ArrayList<>();
			new SlicePredictor(new BlockPredictor(new NetworkPass(wide, last, CLASSES, Mirroring.NONE), new Preprocessing(16, 0),
				voxels)).predict(stack, torch.scope(), Progress.SILENT, false, (slice, values) -> some.add(values));
			scores.add(some);
		}
		for (int z = 0; z < 2; z++)
			assertArrayEquals(scores.get(0).get(z), scores.get(1).get(z), (float) TOLERANCE);
		assertTrue(spread(scores.get(0).get(0)) > 100 * TOLERANCE);
	}

	@Test
	void tilesDoNotShow() {
		final PreparedVolume stack = Stacks.of("odd", 61, 45, 2, 1, (x, y, z) -> 0.5 + 0.5 * Math.sin(x * 0.7 + y * y * 0.05 +
			z));
		final List<float[]> whole = scores(stack, 16, 1 << 19);
		for (final int voxels : new int[] { 1, 1000 }) {
			final List<float[]> tiled = scores(stack, 16, voxels);
			assertEquals(whole.size(), tiled.size());
			for (int z = 0; z < whole.size(); z++) {
				assertEquals(CLASSES * 61 * 45, tiled.get(z).length);
				for (int i = 0; i < tiled.get(z).length; i++)
					assertEquals(whole.get(z)[i], tiled.get(z)[i], TOLERANCE, voxels + " voxels at once, value " + i);
			}
		}
		assertTrue(spread(whole.get(0)) > 0.1, "scores that hardly differ prove nothing");
	}

	@Test
	void slicesDoNotMindEachOther() {
		final PreparedVolume stack = Stacks.noise("noise", 19, 7, 5);
		final List<float[]> together = scores(stack, 16, 1 << 19);
		assertEquals(7, together.size());
		for (int z = 0; z < 7; z++) {
			final float[] pixels = new float[32 * 32];
			View.of(Place.slice(stack, z), new Preprocessing(32, 0)).sample(pixels);
			// The window of 32 pixels begins 6 pixels before the slice.
			final PreparedVolume alone = Stacks.of("one", 19, 19, 1, 1, (x, y, none) -> pixels[(y + 6) * 32 + x + 6]);
			assertArrayEquals(together.get(z), scores(alone, 16, 1 << 19).get(0), (float) TOLERANCE);
		}
	}

	@Test
	void smallSlicesFillTheTrainingWindow() {
		final PreparedVolume small = Stacks.noise("small", 9, 1, 6);
		final float[] mirrored = new float[24 * 24];
		final Preprocessing large = new Preprocessing(24, 0);
		View.of(Place.slice(small, 0), large).sample(mirrored);
		final float[] scores = scores(small, 24, 1 << 19).get(0);
		final float[] full = scores(Stacks.of("full", 24, 24, 1, 1, (x, y, z) -> mirrored[y * 24 + x]), 24, 1 << 19).get(0);
		for (int c = 0; c < CLASSES; c++)
			for (int y = 0; y < 9; y++)
				for (int x = 0; x < 9; x++)
					assertEquals(full[(c * 24 + y + 7) * 24 + x + 7], scores[(c * 9 + y) * 9 + x], TOLERANCE);
	}

	@Test
	void ofEqualScoresTheFirstClassWins() {
		assertEquals(1, SlicePredictor.best(new float[] { 0, 9, 2, 9, 2, 9 }, 0, 2, 3));
		assertEquals(0, SlicePredictor.best(new float[] { 0, 9, 2, 9, 2, 9 }, 1, 2, 3));
	}

	@Test
	void predictionStopsBetweenTiles() {
		final RecordingProgress progress = new RecordingProgress("Segmenting", 0);
		progress.stage("Segmenting", 1);
		assertThrows(CancellationException.class, () -> new SlicePredictor(network, head, new Preprocessing(16, 0),
			CLASSES).predict(Stacks.noise("a", 16, 2, 1), torch.scope(), progress, true, (slice, scores) -> {}));
	}

	@Test
	void slicesThatWouldBecomeTooLargeAreRefused() {
		// A pixel of a metre, as a mistaken unit gives it.
		final PreparedVolume metres = Stacks.of("metres", 60, 60, 1, 1000, (x, y, z) -> x);
		final CairnException e = assertThrows(CairnException.class, () -> new SlicePredictor(network, head, fine(), CLASSES)
			.predict(metres, torch.scope(), Progress.SILENT, false, (slice, scores) -> {}));
		assertTrue(e.getMessage().contains("metres") && e.getMessage().contains("pixel size"), e.getMessage());
	}

	/** Pixels of 1 mm. */
	private static Preprocessing fine() {
		return new Preprocessing(16, 1);
	}

	@Test
	void aFailureOfTheEngineIsExplained() {
		final SegmentationHead foreign = new SegmentationHead(new Architecture(2, 1, 5, 3), CLASSES, torch.scope(), 1);
		final CairnException e = assertThrows(CairnException.class, () -> new SlicePredictor(network, foreign, fine(), CLASSES)
			.predict(Stacks.noise("a", 16, 1, 1), torch.scope(), Progress.SILENT, false, (slice, scores) -> {}));
		assertTrue(e.getMessage().contains("segmenting a slice"), e.getMessage());
	}

	@Test
	void noArrayIsLeftBehind() {
		final PreparedVolume stack = Stacks.noise("a", 40, 3, 1);
		scores(stack, 16, 16);
		final int before = torch.scope().size();
		scores(stack, 16, 16);
		assertEquals(before, torch.scope().size());
	}
}
