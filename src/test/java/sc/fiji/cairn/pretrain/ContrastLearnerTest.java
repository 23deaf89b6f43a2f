// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;

class ContrastLearnerTest {

	private static final int SIZE = 16;
	private static final Architecture TINY = new Architecture(2, 1, 2, 2);
	private static final Preprocessing PREPARATION = new Preprocessing(SIZE, 1);
	private static final List<PreparedVolume> STACKS = List.of(Stacks.noise("a", 16, 6, 1), Stacks.noise("b", 20, 11, 2),
		Stacks.noise("c", 12, 4, 3));

	private Torch torch;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	private PretrainContext context(final List<PreparedVolume> stacks, final Strategy strategy, final int partitions) {
		final PretrainOptions options = new PretrainOptions(List.of(), "global", Domains.apart(1), new ContrastOptions(strategy, partitions, 0.1, 1,
			13, 0.1), SupervisionOptions.NONE, Optional.empty(), TestNetworks.of(2, 2, SIZE), new RunOptions(3, 16, 1e-3, 4, "cpu",
				Precision.FLOAT32, Path.of("model"), false));
		return new PretrainContext(new UNet(TINY, torch.scope(), 4, false), stacks, List.of(), List.of(), PREPARATION, options, torch.scope());
	}

	private ContrastLearner learner(final Strategy strategy) {
		return GlobalContrast.learner(context(STACKS, strategy, 4));
	}

	/** Copies what a batch holds, for comparison, and gives its memory back. */
	private float[][] content(final ImageBatch<float[][]> batch) {
		try (batch; Scope scope = torch.scope().open()) {
			return new float[][] { batch.images(scope).toFloatArray(), batch.extra()[0], batch.extra()[1] };
		}
	}

	private static void assertSame(final float[][] expected, final float[][] found) {
		for (int i = 0; i < 3; i++)
			assertArrayEquals(expected[i], found[i]);
	}

	@ParameterizedTest
	@EnumSource(Strategy.class)
	void aStepHasTheSameBatchWheneverAndWhereverItIsComposed(final Strategy strategy) throws Exception {
		final ContrastLearner learner = learner(strategy);
		final List<float[][]> batches = IntStream.range(0, 8).mapToObj(step -> content(learner.compose(step))).toList();
		final ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			final ContrastLearner other = learner(strategy);
			final List<Future<ImageBatch<float[][]>>> futures = new ArrayList<>();
			for (int step = 7; step >= 0; step--) {
				final int number = step;
				futures.add(threads.submit(() -> other.compose(number)));
			}
			for (int step = 0; step < 8; step++)
				assertSame(batches.get(step), content(futures.get(7 - step).get()));
		}
		finally {
			threads.shutdownNow();
		}
		assertFalse(Arrays.equals(batches.get(0)[0], batches.get(1)[0]));
	}

	@ParameterizedTest
	@EnumSource(Strategy.class)
	@Tag("known-mistake-2")
	void everyImageShowsSomething(final Strategy strategy) {
		final ContrastLearner learner = learner(strategy);
		for (int step = 0; step < 20; step++) {
			final float[] images = content(learner.compose(step))[0];
			for (int first = 0; first < images.length; first += SIZE * SIZE) {
				final float[] image = Arrays.copyOfRange(images, first, first + SIZE * SIZE);
				double most = 0;
				for (final float pixel : image) {
					assertTrue(pixel >= 0 && pixel <= Preprocessing.BRIGHTEST, "pixel " + pixel);
					most = Math.max(most, pixel);
				}
				assertTrue(most > 0, "image " + first / SIZE / SIZE + " of step " + step + " is empty");
			}
		}
	}

	@Test
	void slicesAsTheyAreAndViewsOfThemComeTogether() {
		final float[] images = content(learner(Strategy.GD_MINUS).compose(0))[0];
		final float[] original = Arrays.copyOf(images, SIZE * SIZE);
		assertFalse(Arrays.equals(original, Arrays.copyOfRange(images, SIZE * SIZE, 2 * SIZE * SIZE)));
		final float[] pixels = new float[SIZE * SIZE];
		boolean found = false;
		for (final PreparedVolume stack : STACKS)
			for (int z = 0; z < stack.depth(); z++) {
				View.of(Place.slice(stack, z), PREPARATION).sample(pixels);
				found |= Arrays.equals(pixels, original);
			}
		assertTrue(found, "the first image is no slice");
	}

	@Test
	void viewsKeepDirections() {
		final PreparedVolume ramp = Stacks.of("ramp", SIZE, SIZE, 1, 1, (x, y, z) -> 0.04 * y + 0.02 * x);
		final float[] view = new float[SIZE * SIZE];
		for (int i = 0; i < 100; i++) {
			ViewAugmentation.CROPS.draw(Seeds.random(1, i, 0), Place.slice(ramp, 0), PREPARATION, view);
			for (int v = 1; v < SIZE; v++)
				for (int u = 1; u < SIZE; u++) {
					assertTrue(view[v * SIZE + u] >= view[(v - 1) * SIZE + u]);
					assertTrue(view[v * SIZE + u] >= view[v * SIZE + u - 1]);
				}
			assertTrue(view[SIZE * SIZE - 1] > view[0]);
		}
	}

	@Test
	void theLossIsANumberWithOneVolumeToo() {
		for (final Strategy strategy : Strategy.values()) {
			final ContrastLearner learner = GlobalContrast.learner(context(STACKS.subList(0, 1), strategy, 4));
			try (ImageBatch<float[][]> batch = learner.compose(0); Scope scope = torch.scope().open()) {
				final float loss = learner.loss(batch, scope).toFloatArray()[0];
				assertTrue(Float.isFinite(loss) && loss > 0, strategy + ": " + loss);
			}
		}
	}

	@Test
	void encoderAndHeadAreTrainedAndTheEncoderAloneIsKept() {
		final PretrainContext context = context(STACKS, Strategy.GD, 4);
		final PretrainStage stage = new GlobalContrast().stages(context).get(0);
		assertEquals(List.of(context.network().encoder()), stage.kept());
		assertEquals(context.network().encoder(), stage.learner().trained().get(0));
		assertEquals(List.of("projection.hidden.kernel", "projection.out.kernel"), stage.learner().trained().get(1).names());
	}

	@ParameterizedTest
	@EnumSource(value = Strategy.class, names = { "GD", "GD_MINUS" })
	void aVolumeWithFewerSlicesThanPartitionsIsNamed(final Strategy strategy) {
		final PretrainContext context = context(STACKS, strategy, 5);
		final CairnException e = assertThrows(CairnException.class, () -> new GlobalContrast().stages(context));
		for (final String part : List.of("image c", "4 slices", "5", "partitions"))
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void randomDrawsNeedNoPartitions() {
		assertEquals(1, new GlobalContrast().stages(context(STACKS, Strategy.RANDOM, 50)).size());
	}
}
