// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.LabelledPlaces;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Preset;

class TeacherLearnerTest {

	private static final int SIZE = 16;
	private static final Architecture NETWORK = new Architecture(2, 1, 2, 2);

	private Torch torch;
	private Scope scope;
	private SegmentationNetwork trainee;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
		scope = torch.scope();
		trainee = new SegmentationNetwork(NETWORK, 2, scope, 1, false);
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	private TeacherLearner learner(final double mixup) {
		final Preprocessing preprocessing = new Preprocessing(SIZE, 1);
		final SpatialAugmentation places = new SpatialAugmentation(15, 0.1, 0.05, 0, false, false);
		final ViewSource labelled = ViewSource.of(new LabelledPlaces(List.of(Stacks.labelled(Stacks.noise("a", SIZE, 3, 1), (x,
			y, z) -> x < 8 ? 0 : 1)), preprocessing), places, preprocessing);
		final ViewSource unlabelled = ViewSource.of(new UnlabelledPlaces(List.of(Stacks.noise("b", SIZE, 4, 2)), preprocessing), places,
			preprocessing);
		final LabelledBatches batches = new LabelledBatches(new TrainingViews(Preset.COMMON.intensities(), preprocessing, 1, 5), labelled,
			unlabelled, 5, mixup);
		return new TeacherLearner(trainee, batches, new Losses(scope), 0.5, 90);
	}

	private float loss(final TeacherLearner learner, final TeacherLearner.TaughtBatch batch) {
		try (Scope step = scope.open()) {
			return learner.loss(batch, step).toFloatArray()[0];
		}
	}

	@Test
	void theWeightRisesFromNothing() {
		assertEquals(0, TeacherLearner.weight(0, 90));
		assertEquals(0, TeacherLearner.weight(2, 90));
		assertTrue(TeacherLearner.weight(3, 90) > 0 && TeacherLearner.weight(3, 90) < 0.002);
		assertEquals(0.2 * Math.exp(-1.25), TeacherLearner.weight(45, 90), 1e-12);
		assertEquals(0.2, TeacherLearner.weight(90, 90), 1e-12);
	}

	@Test
	void halfOfABatchIsUnlabelledAndSeenUnchanged() {
		try (TeacherLearner.TaughtBatch batch = learner(0).compose(60); Scope step = scope.open()) {
			final int area = SIZE * SIZE;
			assertEquals(3, batch.labelled().given());
			final ByteBuffer labels = batch.labelled().slices().extra();
			for (int i = 0; i < 5 * area; i++)
				if (i >= 3 * area) assertEquals((byte) PreparedVolume.IGNORE, labels.get(i));
			assertEquals(2, batch.seen().slices().count());
			final float[] changed = Arrays.copyOfRange(batch.labelled().slices().images(step).toFloatArray(), 3 * area, 5 *
				area);
			final float[] seen = batch.seen().slices().images(step).toFloatArray();
			assertEquals(changed.length, seen.length);
			assertFalse(Arrays.equals(changed, seen));
			for (int image = 0; image < 2; image++)
				assertTrue(correlation(changed, seen, image * area, area) > 0.8, "the same places");
		}
		assertNull(learner(0).compose(1).seen(), "nothing to be learnt yet");
	}

	private static double correlation(final float[] a, final float[] b, final int from, final int count) {
		double meanA = 0;
		double meanB = 0;
		for (int i = from; i < from + count; i++) {
			meanA += a[i] / count;
			meanB += b[i] / count;
		}
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int i = from; i < from + count; i++) {
			ab += (a[i] - meanA) * (b[i] - meanB);
			aa += (a[i] - meanA) * (a[i] - meanA);
			bb += (b[i] - meanB) * (b[i] - meanB);
		}
		return ab / Math.sqrt(aa * bb);
	}

	@Test
	void theLossIsTheSupervisedOneAndTheDifferenceFromTheTeacher() {
		final TeacherLearner learner = learner(0);
		final SegmentationNetwork other = new SegmentationNetwork(NETWORK, 2, scope, 7, false);
		learner.averaging(other.parts());
		try (TeacherLearner.TaughtBatch batch = learner.compose(60); Scope step = scope.open()) {
			final NDArray logits = trainee.logits(step, batch.labelled().slices().images(step), true);
			final float supervised = new SupervisedLearner(trainee, null, new Losses(scope), 0.5).loss(batch.labelled(), logits,
				step).toFloatArray()[0];
			final float[] student = Arrays.copyOfRange(logits.toFloatArray(), 3 * 2 * SIZE * SIZE, 5 * 2 * SIZE * SIZE);
			final float[] teacher = other.logits(step, batch.seen().slices().images(step), false).toFloatArray();
			final ByteBuffer inside = batch.seen().slices().extra();
			assertTrue(IntStream.range(0, inside.limit()).anyMatch(i -> inside.get(i) == 0), "the window is turned");
			assertEquals(supervised + batch.weight() * difference(student, teacher, inside), loss(learner, batch), 1e-5);
		}
	}

	/** The mean squared difference of the probabilities of two classes, of scores (N, 2, Y, X), over the pixels inside. */
	private static double difference(final float[] a, final float[] b, final ByteBuffer inside) {
		final int area = SIZE * SIZE;
		double sum = 0;
		int count = 0;
		for (int n = 0; n < a.length / (2 * area); n++) {
			for (int i = 2 * n * area; i < (2 * n + 1) * area; i++) {
				final double p = 1 / (1 + Math.exp(a[i] - a[i + area]));
				final double q = 1 / (1 + Math.exp(b[i] - b[i + area]));
				if (inside.get(n * area + i - 2 * n * area) == 0) continue;
				sum += (p - q) * (p - q);
				count++;
			}
		}
		return sum / count;
	}

	@Test
	void theTeacherFollowsItsWeightsAndStaysAsItIs() {
		final TeacherLearner learner = learner(0.4);
		final List<Weights> average = trainee.parts().stream().map(part -> part.copy(scope)).toList();
		learner.averaging(average);
		try (TeacherLearner.TaughtBatch batch = learner.compose(80)) {
			final float before = loss(learner, batch);
			assertTrue(Float.isFinite(before));
			final int arrays = scope.size();
			loss(learner, batch);
			assertEquals(arrays, scope.size(), "nothing is left behind");
			final var kept = average.stream().map(Weights::export).toList();
			assertEquals(before, loss(learner, batch));
			assertEquals(kept, average.stream().map(Weights::export).toList());
			final NDArray bias = average.get(2).all().get(1);
			Scope.overwrite(bias, new float[] { 5, -5 });
			assertNotEquals(before, loss(learner, batch));
			assertArrayEquals(new int[] { 3, 4 }, Arrays.copyOfRange(batch.labelled().mixing().partners(), 3, 5),
				"what the teacher sees is not mixed");
		}
	}
}
