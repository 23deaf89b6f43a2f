// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.augment.Blur;
import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests learning from weak and strong views of unlabelled images. */
class ConsistencyLearnerTest {

	private static final int SIDE = 8;

	@TempDir
	private Path folder;

	@Test
	void theLossIsThatOfAPlainLoop() {
		final int classes = 3;
		final int pixels = 6;
		final SplittableRandom random = new SplittableRandom(4);
		final float[] logits = normal(random, (1 + 2 + 2) * classes * pixels);
		final float[] teacher = normal(random, 2 * classes * pixels);
		final byte[] labels = { 0, 1, 2, 2, (byte) 255, 0 };
		final byte[] inside = { 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1 };
		final byte[] pasted = { 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1 };
		final double confidence = 0.6;
		final int[] found = new int[12];
		for (int image = 0; image < 2; image++)
			for (int i = 0; i < pixels; i++) {
				double sum = 0;
				int best = 0;
				for (int c = 0; c < classes; c++) {
					sum += Math.exp(teacher[(image * classes + c) * pixels + i]);
					if (teacher[(image * classes + c) * pixels + i] > teacher[(image * classes + best) * pixels + i]) best = c;
				}
				final boolean sure = Math.exp(teacher[(image * classes + best) * pixels + i]) / sum >= confidence;
				found[image * pixels + i] = sure && inside[image * pixels + i] == 1 ? best : 255;
			}
		assertTrue(Arrays.stream(found).anyMatch(label -> label == 255) && Arrays.stream(found).anyMatch(label -> label > 0));
		final byte[] pseudo = new byte[4 * pixels];
		for (int i = 0; i < 12; i++) {
			pseudo[i] = (byte) found[pasted[i] == 1 ? (i + pixels) % 12 : i];
			pseudo[12 + i] = (byte) found[i];
		}
		try (Torch torch = Torch.open("cpu")) {
			final Scope scope = torch.scope();
			final Losses losses = new Losses(scope);
			final NDArray scores = scope.array(logits, 5, classes, 2, 3);
			final double expected = losses.segmentation(scope, scope.array(Arrays.copyOf(logits, classes * pixels), 1, classes, 2, 3),
				bytes(scope, labels, 1), 255).getFloat() + 0.7 * losses.segmentation(scope, scope.array(Arrays.copyOfRange(logits,
					classes * pixels, logits.length), 4, classes, 2, 3), bytes(scope, pseudo, 4), 255).getFloat();
			assertEquals(expected, losses.weakToStrong(scope, scores, bytes(scope, labels, 1), scope.array(teacher, 2, classes, 2, 3),
				bytes(scope, inside, 2), bytes(scope, pasted, 2), confidence, 0.7, 255).getFloat(), 1e-5);
		}
	}

	private static float[] normal(final SplittableRandom random, final int count) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	private static NDArray bytes(final Scope scope, final byte[] values, final int images) {
		return scope.array(Scope.buffer(DataType.UINT8, values.length).put(values), DataType.UINT8, images, 2, 3);
	}

	@Test
	void strongViewsAreChangedBlurredAndPastedIntoEachOther() {
		final PreparedVolume volume = Stacks.noise("a", SIDE, 6, 1);
		final Preprocessing window = new Preprocessing(SIDE, 1);
		final TrainingViews views = new TrainingViews(new IntensityAugmentation(0, 0, 1, 0), window, 1, 3);
		final ViewSource source = random -> View.of(Place.slice(volume, random.nextInt(6)), window);
		final ConsistentBatches batches = new ConsistentBatches(views, source, source, 6);
		int pasted = 0;
		int changed = 0;
		for (int step = 0; step < 20; step++) {
			try (ConsistentBatch batch = batches.compose(step); ConsistentBatch again = batches.compose(step)) {
				assertEquals(9, batch.images().count());
				for (int i = 0; i < 9; i++)
					assertArrayEquals(batch.images().pixels(i), again.images().pixels(i));
				for (int i = 0; i < 3; i++) {
					final float[] weak = batch.images().pixels(6 + i);
					assertArrayEquals(batch.seen().slices().pixels(i), weak);
					if (!Arrays.equals(batch.images().pixels(3 + i), weak)) changed++;
					boolean any = false;
					for (int pixel = 0; pixel < SIDE * SIDE; pixel++)
						any |= batch.pasted().get(i * SIDE * SIDE + pixel) == 1;
					if (any) pasted++;
				}
			}
		}
		assertTrue(pasted > 15 && pasted < 45, pasted + " of 60");
		assertTrue(changed > 45, changed + " of 60");
	}

	@Test
	void blurringKeepsTheSumAndSpreadsAsAGaussian() {
		final float[] image = new float[21 * 21];
		image[10 * 21 + 10] = 1;
		Blur.apply(image, 1.5, new Preprocessing(21, 1));
		double sum = 0;
		double spread = 0;
		for (int i = 0; i < image.length; i++) {
			sum += image[i];
			spread += image[i] * (i % 21 - 10) * (i % 21 - 10);
		}
		assertEquals(1, sum, 1e-5);
		assertEquals(1.5 * 1.5, spread, 0.1);
		assertEquals(image[10 * 21 + 8], image[8 * 21 + 10], 1e-7);
	}

	private FineTuneOptions options(final Dimensions dimensions, final String model, final boolean resume) {
		final FineTuneOptions plain = FineTunes.in(folder).cases("a").rule(new LabelRule(OptionalInt.empty(), false,
			BlankSlices.BACKGROUND)).steps(6, 1e-2).to(model, resume).options(TestNetworks.of(Design.COMMON, 4, 2, 0, 0, dimensions, 0),
				4);
		return new FineTuneOptions(plain.cases(), plain.pretrained(), plain.names(), plain.rule(), plain.augmentation(),
			new FewLabels(TestCases.images(folder.resolve("images")), 0, Teaching.CONSISTENCY, new SelfTraining(0, 0.4, 0.5, false)), plain
				.network(), plain.run());
	}

	@ParameterizedTest
	@EnumSource(value = Dimensions.class, names = { "TWO", "THREE" })
	void aCancelledTrainingGoesOnToTheSameBitsInSlicesAndVolumes(final Dimensions dimensions) throws IOException {
		for (final String name : List.of("a", "b")) {
			TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, TestVolumes.spacing(1, 1, 1,
				"mm"), 12, 10, 16, (x, y, z) -> (x < 6 ? 0 : 80) + (x * 7 + y * 5 + z * 3) % 11));
			TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, TestVolumes.spacing(1, 1, 1,
				"mm"), 12, 10, 16, (x, y, z) -> x < 6 ? 0 : 1));
		}
		final Map<String, HostArray> whole = new FineTuning(TestPlugins.io(), options(dimensions, "whole.cairn", false), Progress.SILENT)
			.run().weights();
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), options(dimensions, "part.cairn", false),
			new RecordingProgress("Fine-tuning", 3)).run());
		final RecordingProgress rest = new RecordingProgress();
		assertEquals(whole, new FineTuning(TestPlugins.io(), options(dimensions, "part.cairn", true), rest).run().weights());
		final FineTuneOptions with = options(dimensions, "plain.cairn", false);
		assertEquals(with.run().batch() < 4, rest.lines().contains("Batches of " + with.run().batch() +
			" have one image without labels, so no boxes are pasted from one into another (CutMix); batch=4 or more does that."), rest
				.lines().toString());
		final Map<String, HostArray> without = new FineTuning(TestPlugins.io(), new FineTuneOptions(with.cases(), with.pretrained(), with
			.names(), with.rule(), with.augmentation(), FewLabels.NONE, with.network(), with.run()), Progress.SILENT).run().weights();
		assertNotEquals(without, whole);
		whole.values().forEach(array -> {
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
		});
	}

	@Test
	void theWeightRisesOverAQuarterOfTheTraining() {
		assertEquals(0, ConsistencyLearner.weight(0, 100));
		assertEquals(0.5, ConsistencyLearner.weight(25, 200));
		assertEquals(1, ConsistencyLearner.weight(50, 200));
		assertEquals(1, ConsistencyLearner.weight(199, 200));
	}

	@Test
	void otherWaysAreNotCombinedWithIt() {
		final CairnException e = assertThrows(CairnException.class, () -> new FewLabels(List.of(), 0.2, Teaching.CONSISTENCY,
			SelfTraining.NONE));
		assertTrue(e.getMessage().contains("set rounds=0 and mixup=0"), e.getMessage());
		assertThrows(CairnException.class, () -> Teaching.of(true, false, true));
		assertFalse(new FewLabels(List.of(), 0, Teaching.CONSISTENCY, SelfTraining.NONE).unlabelled().iterator().hasNext());
	}
}
