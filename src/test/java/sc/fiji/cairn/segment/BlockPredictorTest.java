// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

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
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

class BlockPredictorTest {

	private static final int CLASSES = 3;
	private static final double TOLERANCE = 1e-4;

	/** Everything at once. */
	private static final long ALL = 1 << 22;

	private Torch torch;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	private NetworkPass pass(final int dimensions, final List<Mirroring> ways) {
		return pass(dimensions, 1, ways);
	}

	private NetworkPass pass(final int dimensions, final int channels, final List<Mirroring> ways) {
		return pass(dimensions, channels, ways, Integer.MAX_VALUE);
	}

	/** @param most values that the network can see at once before the memory is used up */
	private NetworkPass pass(final int dimensions, final int channels, final List<Mirroring> ways, final int most) {
		final Architecture architecture = new Architecture(dimensions, channels, 3, 2);
		final UNet network = new UNet(architecture, torch.scope(), 1, false);
		final SegmentationHead head = new SegmentationHead(architecture, CLASSES, torch.scope(), 1);
		final ModelFile model = TinyModels.segmenting(architecture, new Preprocessing(16, 0), 8, 0, 1, 2);
		network.encoder().load(model.weights());
		network.decoder().load(model.weights());
		head.weights().load(model.weights());
		return new NetworkPass(network, head, CLASSES, ways) {

			@Override
			float[] scores(final float[] window, final int depth, final int height, final int width, final Scope scope) {
				if (window.length > most) throw new OutOfMemoryError("Java heap space");
				return super.scores(window, depth, height, width, scope);
			}
		};
	}

	/** A window of 16 x 16 x 8 voxels of 1 mm. */
	private static Preprocessing preprocessing() {
		return new Preprocessing(16, 1, Preprocessing.Normalisation.PERCENTILES_1_99, 8, 1);
	}

	/** Voxels of the given spacing that show the same scene, smooth in all directions. */
	private static PreparedVolume scene(final double xy, final double z, final int width, final int height,
		final int depth)
	{
		return source(xy, z, width, height, depth, (i, j, k) -> value(xy, z, i, j, k));
	}

	private static PreparedVolume source(final double xy, final double z, final int width, final int height,
		final int depth, final TestVolumes.Voxel voxel)
	{
		return PreparedVolume.of(TestVolumes.floats("scene", TestVolumes.spacing(xy, xy, z, "mm"), width, height, depth,
			voxel), "scene", Progress.SILENT);
	}

	private static double value(final double xy, final double z, final int i, final int j, final int k) {
		return Math.sin(0.5 * xy * (i + 0.5)) + Math.cos(0.35 * xy * (j + 0.5)) + Math.sin(0.45 * z * (k + 0.5) + xy * i * 0.1);
	}

	private float[] scores(final NetworkPass pass, final Preprocessing preprocessing, final PreparedVolume source,
		final long voxels, final Progress progress)
	{
		final VolumePrediction plan = new BlockPredictor(pass, preprocessing, voxels).plan(source, torch.scope(), progress);
		return scores(plan, source);
	}

	private static float[] scores(final VolumePrediction plan, final PreparedVolume source) {
		final int area = source.width() * source.height();
		final float[] all = new float[CLASSES * area * source.depth()];
		Arrays.fill(all, Float.NaN);
		for (int from = 0; from < source.depth(); from += plan.slab())
			plan.predict(from, Math.min(plan.slab(), source.depth() - from), (box, values) -> put(values, box, all, source));
		for (final float score : all)
			assertFalse(Float.isNaN(score), "all voxels are predicted");
		return all;
	}

	private static void put(final float[] values, final Interval box, final float[] all, final PreparedVolume source) {
		int i = 0;
		for (int c = 0; c < CLASSES; c++)
			for (int z = (int) box.min(2); z <= box.max(2); z++)
				for (int y = (int) box.min(1); y <= box.max(1); y++)
					for (int x = (int) box.min(0); x <= box.max(0); x++)
						all[((c * source.depth() + z) * source.height() + y) * source.width() + x] = values[i++];
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

	private static double difference(final float[] a, final float[] b) {
		assertEquals(a.length, b.length);
		double most = 0;
		for (int i = 0; i < a.length; i++)
			most = Math.max(most, Math.abs(a[i] - b[i]));
		return most;
	}

	@Test
	void blocksDoNotShowIn3D() {
		final NetworkPass pass = pass(3, Mirroring.NONE);
		for (final PreparedVolume source : List.of(scene(1, 1, 55, 49, 33), scene(1, 8, 27, 53, 5), scene(0.6, 2.5, 61, 45,
			13)))
		{
			final float[] whole = scores(pass, preprocessing(), source, ALL, Progress.SILENT);
			assertTrue(spread(whole) > 0.1, "scores that hardly differ prove nothing");
			final VolumePrediction plan = new BlockPredictor(pass, preprocessing(), 50_000).plan(source, torch.scope(),
				Progress.SILENT);
			assertTrue(plan.isExact());
			assertEquals(0, difference(whole, scores(plan, source)), TOLERANCE);
		}
	}

	@Test
	void blocksDoNotShowIn2D() {
		final NetworkPass pass = pass(2, Mirroring.NONE);
		final PreparedVolume source = scene(0.8, 3, 61, 45, 7);
		final float[] whole = scores(pass, preprocessing(), source, ALL, Progress.SILENT);
		for (final long voxels : new long[] { 1, 900, 6000 })
			assertEquals(0, difference(whole, scores(pass, preprocessing(), source, voxels, Progress.SILENT)), TOLERANCE);
	}

	@Test
	void windowsThatOverlapByHalfAreBlendedAndSaidToBe() {
		final NetworkPass pass = pass(3, Mirroring.NONE);
		final PreparedVolume source = scene(1, 1, 41, 37, 21);
		final float[] whole = scores(pass, preprocessing(), source, ALL, Progress.SILENT);
		final RecordingProgress progress = new RecordingProgress();
		final VolumePrediction plan = new BlockPredictor(pass, preprocessing(), 1000).plan(source, torch.scope(), progress);
		assertFalse(plan.isExact());
		assertTrue(progress.lines().get(0).contains("16 x 16 x 8"), "" + progress.lines());
		final float[] blended = scores(plan, source);
		double sum = 0;
		for (int i = 0; i < whole.length; i++)
			sum += Math.abs(whole[i] - blended[i]);
		assertTrue(sum / whole.length < 0.05 * spread(whole), "mean difference " + sum / whole.length);
		// NB: where the blocks lie must not matter: one slice after the other gives the same.
		final float[] slices = new float[whole.length];
		for (int z = 0; z < source.depth(); z++)
			plan.predict(z, 1, (box, values) -> put(values, box, slices, source));
		assertEquals(0, difference(blended, slices), TOLERANCE);
	}

	@Test
	void aVolumeOfThickSlicesIsResampledAlongZ() {
		final NetworkPass pass = pass(3, Mirroring.NONE);
		final float[] fine = scores(pass, preprocessing(), scene(1, 1, 24, 20, 40), ALL, Progress.SILENT);
		final float[] thick = scores(pass, preprocessing(), scene(1, 2, 24, 20, 20), ALL, Progress.SILENT);
		int same = 0;
		final int area = 24 * 20;
		for (int z = 2; z < 18; z++)
			for (int i = 0; i < area; i++)
				if (SlicePredictor.best(thick, z * area + i, 20 * area, CLASSES) == SlicePredictor.best(fine, 2 * z * area + i, 40 *
					area, CLASSES)) same++;
		assertTrue(same > 0.8 * 16 * area, same + " of " + 16 * area);
		// A 2D network leaves slices alone.
		final PreparedVolume stack = scene(1, 2, 24, 20, 20);
		assertEquals(0, difference(scores(pass(2, Mirroring.NONE), preprocessing(), stack, ALL, Progress.SILENT), scores(pass(2,
			Mirroring.NONE), new Preprocessing(16, 1), stack, ALL, Progress.SILENT)), 0);
	}

	@Test
	void whenTheMemoryDoesNotSufficeBlocksAreHalved() {
		for (final int dimensions : new int[] { 2, 3 }) {
			final PreparedVolume source = scene(1, 1, 61, 53, 9);
			final RecordingProgress progress = new RecordingProgress();
			final float[] narrow = scores(pass(dimensions, 1, Mirroring.NONE, 12_000), preprocessing(), source, ALL, progress);
			assertEquals(0, difference(scores(pass(dimensions, Mirroring.NONE), preprocessing(), source, ALL, Progress.SILENT), narrow), TOLERANCE);
			assertTrue(progress.lines().stream().anyMatch(line -> line.contains("half the size")), "" + progress.lines());
			assertTrue(progress.lines().size() < 8, "what fits is remembered: " + progress.lines());
		}
	}

	@Test
	void whenTheMemoryDoesNotSufficeWindowsAreHalved() {
		final RecordingProgress progress = new RecordingProgress();
		scores(pass(3, 1, Mirroring.NONE, 1100), preprocessing(), scene(1, 1, 33, 33, 17), 1000, progress);
		assertTrue(progress.lines().stream().anyMatch(line -> line.contains("windows of 8 x 16 x 8") || line.contains(
			"windows of 16 x 8 x 8")), "" + progress.lines());
	}

	@Test
	void whenNothingFitsOneSentenceSaysSo() {
		for (final long voxels : new long[] { ALL, 1000 }) {
			final CairnException e = assertThrows(CairnException.class, () -> scores(pass(3, 1, Mirroring.NONE, 0), preprocessing(),
				scene(1, 1, 33, 33, 17), voxels, Progress.SILENT));
			assertTrue(e.getMessage().contains("scene") && e.getMessage().contains("memory"), e.getMessage());
		}
	}

	@Test
	void whereScoresMayNotDependOnTheMemoryItsLackEndsTheWork() {
		for (final int dimensions : new int[] { 2, 3 }) {
			final PreparedVolume source = scene(1, 1, 61, 53, 9);
			final RecordingProgress progress = new RecordingProgress();
			final VolumePrediction plan = new BlockPredictor(pass(dimensions, 1, Mirroring.NONE, 2000), preprocessing(), 0).fixed(source, torch
				.scope(), progress);
			final CairnException e = assertThrows(CairnException.class, () -> scores(plan, source));
			assertEquals("The memory does not suffice for segmenting scene; use device=cpu, or close other programs.", e.getMessage());
			assertEquals(List.of(), progress.lines());
		}
	}

	@Test
	void mirroredImagesGetMirroredScores() {
		final PreparedVolume source = scene(1, 1, 22, 20, 4);
		final PreparedVolume mirrored = source(1, 1, 22, 20, 4, (x, y, z) -> value(1, 1, 21 - x, y, z));
		final List<Mirroring> ways = List.of(new Mirroring(false, false), new Mirroring(true, false));
		for (final int dimensions : new int[] { 2, 3 }) {
			final float[] plain = scores(pass(dimensions, ways), preprocessing(), source, ALL, Progress.SILENT);
			final float[] there = scores(pass(dimensions, ways), preprocessing(), mirrored, ALL, Progress.SILENT);
			final float[] once = scores(pass(dimensions, Mirroring.NONE), preprocessing(), mirrored, ALL, Progress.SILENT);
			double most = 0;
			double single = 0;
			for (int i = 0; i < plain.length; i++) {
				final int twin = i / 22 * 22 + 21 - i % 22;
				most = Math.max(most, Math.abs(Math.exp(plain[i]) - Math.exp(there[twin])));
				single = Math.max(single, Math.abs(plain[i] - once[twin]));
			}
			assertEquals(0, most, TOLERANCE);
			assertTrue(single > 0.1, "a network that does not mind proves nothing");
			final int voxels = plain.length / CLASSES;
			for (int i = 0; i < voxels; i++)
				assertEquals(1, Math.exp(plain[i]) + Math.exp(plain[voxels + i]) + Math.exp(plain[2 * voxels + i]), 1e-5,
					"scores are logarithms of probabilities");
		}
	}

	@Test
	void channelsStayApart() {
		final Img<FloatType> data = ArrayImgs.floats(noise(19 * 18 * 2 * 5), 19, 18, 2, 5);
		final Volume image = new Volume("two channels", List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z), data, TestVolumes.spacing(1, 1, 1, "mm"), Header.NONE);
		final PreparedVolume source = PreparedVolume.of(image, "two channels", Progress.SILENT);
		for (final int dimensions : new int[] { 2, 3 }) {
			final NetworkPass pass = pass(dimensions, 2, Mirroring.NONE);
			final float[] whole = scores(pass, preprocessing(), source, ALL, Progress.SILENT);
			assertTrue(spread(whole) > 0.1);
			if (dimensions == 2) assertEquals(0, difference(whole, scores(pass, preprocessing(), source, 1, Progress.SILENT)),
				TOLERANCE);
			final Volume swapped = new Volume("swapped", image.axes(), Views.permuteCoordinates(data,
				new int[] { 1, 0 }, 2), image.geometry(), Header.NONE);
			assertTrue(difference(whole, scores(pass, preprocessing(), PreparedVolume.of(swapped, "swapped", Progress.SILENT), ALL,
				Progress.SILENT)) > 0.1, "the order of channels matters");
		}
		final CairnException e = assertThrows(CairnException.class, () -> scores(pass(2, Mirroring.NONE), preprocessing(),
			source, ALL, Progress.SILENT));
		assertTrue(e.getMessage().contains("two channels has 2 channels"), e.getMessage());
	}

	private static float[] noise(final int count) {
		final Random random = new Random(4);
		final float[] noise = new float[count];
		for (int i = 0; i < count; i++)
			noise[i] = random.nextFloat();
		return noise;
	}

	@Test
	void predictionStopsBetweenBlocks() {
		final RecordingProgress progress = new RecordingProgress("x", 0);
		progress.stage("x", 1);
		assertThrows(CancellationException.class, () -> scores(pass(3, Mirroring.NONE), preprocessing(), scene(1, 1, 20, 20, 9),
			ALL, progress));
	}
}
