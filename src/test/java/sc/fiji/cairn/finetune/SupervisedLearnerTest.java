// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.LabelledPlaces;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.TestVolumes;

class SupervisedLearnerTest {

	private static final Preprocessing SLICES = new Preprocessing(16, 1);
	private static final int SIZE = 16;
	private static final int UNKNOWN = PreparedVolume.IGNORE;
	private static final Architecture NETWORK = new Architecture(2, 1, 2, 2);

	private Torch torch;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	private static PreparedVolume stack(final String name, final int depth, final TestVolumes.Voxel label) {
		return Stacks.labelled(Stacks.noise(name, SIZE, depth, name.hashCode()), label);
	}

	private SupervisedLearner learner(final long networkSeed, final List<PreparedVolume> stacks) {
		return learner(networkSeed, stacks, 0);
	}

	private SupervisedLearner learner(final long networkSeed, final List<PreparedVolume> stacks, final double mixup) {
		final FineTuneOptions options = FineTunes.in(Path.of("")).phantoms().cases("train-1").options();
		final Preprocessing preprocessing = new Preprocessing(SIZE, 1);
		final TrainingViews views = TrainingViews.of(options, preprocessing, 1);
		return new SupervisedLearner(new SegmentationNetwork(NETWORK, 2, torch.scope(), networkSeed, false), new LabelledBatches(views,
			ViewSource.of(new LabelledPlaces(stacks, preprocessing), options.augmentation(), preprocessing), null, 4, mixup), new Losses(torch.scope()), 0.5);
	}

	/** Copies intensities and classes of a batch and gives its memory back. */
	private float[][] content(final LabelledBatch batch) {
		try (batch; Scope scope = torch.scope().open()) {
			final ByteBuffer labels = batch.slices().extra().rewind();
			final float[] classes = new float[labels.remaining()];
			for (int i = 0; i < classes.length; i++)
				classes[i] = labels.get(i) & 0xff;
			return new float[][] { batch.slices().images(scope).toFloatArray(), classes };
		}
	}

	@Test
	void batchesDependOnTheSeedAndTheStepAlone() {
		final List<PreparedVolume> stacks = List.of(stack("a", 5, (x, y, z) -> x < 8 ? 0 : 1), stack("b", 7, (x, y, z) -> y < 8 ? 0
			: 1));
		final SupervisedLearner one = learner(1, stacks);
		final SupervisedLearner other = learner(2, stacks);
		final float[][] first = content(one.compose(0));
		content(one.compose(1));
		assertArrayEquals(content(other.compose(2)), content(one.compose(2)));
		assertArrayEquals(first, content(other.compose(0)));
		assertNotEquals(first[0][5], content(other.compose(1))[0][5]);
	}

	@Test
	void allPartsAreTrained() {
		final SupervisedLearner learner = learner(1, List.of(stack("a", 3, (x, y, z) -> 1)));
		assertEquals(List.of(20, 10, 2), learner.trained().stream().map(part -> part.names().size()).toList());
	}

	/** The slice that the window of a 2D network is put on. */
	private static int z(final Place place) {
		return (int) place.z() + place.stack().depth() / 2;
	}

	@Test
	void slicesOfWhichNothingIsKnownAreNeverDrawn() {
		final LabelledPlaces slices = new LabelledPlaces(List.of(stack("a", 6, (x, y, z) -> z % 2 == 0 ? UNKNOWN : x == 3 ? 0
			: UNKNOWN), stack("b", 3, (x, y, z) -> UNKNOWN)), SLICES);
		final Set<Integer> drawn = new HashSet<>();
		for (int i = 0; i < 500; i++) {
			final Place slice = slices.draw(Seeds.random(1, i, 0));
			assertEquals("a", slice.stack().name());
			drawn.add(z(slice));
		}
		assertEquals(Set.of(1, 3, 5), drawn);
	}

	@Test
	void volumesAreDrawnAlikeAndForegroundMoreOften() {
		final LabelledPlaces slices = new LabelledPlaces(List.of(stack("short", 2, (x, y, z) -> 0), stack("long", 20, (x, y,
			z) -> z == 4 && x == 5 ? 1 : 0)), SLICES);
		int ofLong = 0;
		int foreground = 0;
		for (int i = 0; i < 3000; i++) {
			final Place slice = slices.draw(Seeds.random(1, i, 0));
			if (!slice.stack().name().equals("long")) continue;
			ofLong++;
			if (z(slice) == 4) foreground++;
		}
		assertEquals(1500, ofLong, 150);
		// A third, and one in twenty of the rest.
		assertEquals((1 / 3.0 + 2 / 3.0 / 20) * ofLong, foreground, 0.05 * ofLong);
	}

	@Test
	void rareClassesAreDrawnAsOftenAsOthers() {
		final LabelledPlaces slices = new LabelledPlaces(List.of(stack("a", 30, (x, y, z) -> z == 7 && x == 2 ? 2 : x < 4 ? 1
			: 0)), SLICES);
		int rare = 0;
		for (int i = 0; i < 3000; i++)
			if (z(slices.draw(Seeds.random(1, i, 0))) == 7) rare++;
		// Half of a third, and one in thirty of the rest.
		assertEquals((1 / 6.0 + 5 / 6.0 / 30) * 3000, rare, 60);
	}

	@Test
	void slicesWithoutKnownPixelsAreUnlabelled() {
		final PreparedVolume sparse = stack("sparse", 6, (x, y, z) -> z == 2 && x == 3 ? 1 : UNKNOWN);
		final PreparedVolume full = stack("full", 4, (x, y, z) -> 0);
		final PreparedVolume none = Stacks.noise("none", SIZE, 3, 1);
		final UnlabelledPlaces slices = new UnlabelledPlaces(List.of(full, sparse, none), SLICES);
		final Set<String> drawn = new HashSet<>();
		for (int i = 0; i < 500; i++) {
			final Place slice = slices.draw(Seeds.random(1, i, 0));
			drawn.add(slice.stack().name() + z(slice));
		}
		assertEquals(Set.of("sparse0", "sparse1", "sparse3", "sparse4", "sparse5", "none0", "none1", "none2"), drawn);
		assertTrue(assertThrows(CairnException.class, () -> new UnlabelledPlaces(List.of(full), SLICES)).getMessage().contains(
			"unlabelled"));
	}

	@Test
	void mixturesHoldTheSharesOfTheirImages() {
		final List<PreparedVolume> stacks = List.of(stack("a", 5, (x, y, z) -> x < 8 ? 0 : 1));
		final float[] plain = content(learner(1, stacks).compose(3))[0];
		try (LabelledBatch batch = learner(1, stacks, 0.4).compose(3); Scope scope = torch.scope().open()) {
			final float[] mixed = batch.slices().images(scope).toFloatArray();
			final int area = SIZE * SIZE;
			for (int i = 0; i < mixed.length; i++) {
				final int image = i / area;
				final double share = batch.mixing().shares()[image];
				assertNotEquals(image, batch.mixing().partners()[image]);
				assertEquals(share * plain[i] + (1 - share) * plain[batch.mixing().partners()[image] * area + i % area], mixed[i],
					1e-6);
			}
			try (Scope step = torch.scope().open()) {
				assertTrue(Float.isFinite(learner(1, stacks, 0.4).loss(batch, step).toFloatArray()[0]));
			}
		}
	}

	@Test
	void nothingKnownIsNothingToLearnFrom() {
		final CairnException e = assertThrows(CairnException.class, () -> new LabelledPlaces(List.of(stack("a", 2, (x, y,
			z) -> UNKNOWN)), SLICES));
		assertTrue(e.getMessage().contains("ignore"), e.getMessage());
	}

	@Test
	void scoresOfIgnoredPixelsDoNotChangeTheLoss() {
		final Random random = new Random(4);
		final float[] scores = new float[2 * SIZE * SIZE];
		final ByteBuffer labels = Scope.buffer(DataType.UINT8, SIZE * SIZE);
		for (int i = 0; i < SIZE * SIZE; i++) {
			labels.put(i, (byte) (i % 3 == 0 ? UNKNOWN : i % 2));
			scores[i] = (float) random.nextGaussian();
			scores[SIZE * SIZE + i] = (float) random.nextGaussian();
		}
		final float before = loss(scores, labels);
		for (int i = 0; i < SIZE * SIZE; i += 3)
			scores[i] += 20 * random.nextGaussian();
		assertEquals(before, loss(scores, labels));
		scores[1] += 1;
		assertNotEquals(before, loss(scores, labels));
	}

	private float loss(final float[] scores, final ByteBuffer labels) {
		try (Scope scope = torch.scope().open()) {
			final NDArray loss = new Losses(scope).segmentation(scope, scope.array(scores, 1, 2, SIZE, SIZE), scope.array(
				labels, DataType.UINT8, 1, SIZE, SIZE), UNKNOWN);
			return loss.toFloatArray()[0];
		}
	}
}
