// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.StoppingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;

class SelfTrainingTest {

	@TempDir
	private Path folder;

	private FewLabels rounds(final int count, final double confidence) {
		return new FewLabels(count == 0 ? List.of() : TestCases.images(folder.resolve("images")), 0, Teaching.NONE, new SelfTraining(count, confidence,
			0.5, false));
	}

	@Test
	void everyRoundTrainsANewNetworkFromTheSameStart() throws IOException {
		for (final String name : List.of("a", "b", "c"))
			FineTunes.stripes(folder, name);
		// The label of c is nobody's business.
		Files.write(folder.resolve("labels").resolve("c.nii.gz"), new byte[] { 1 });
		final FineTunes tuning = FineTunes.in(folder).cases("a").validation("b").steps(4, 1e-2);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new FineTuning(TestPlugins.io(), tuning.options(rounds(2, 0)), progress).run();
		assertEquals(12, model.log().size(), "the steps of three trainings");
		assertEquals(12, model.plan().provenance().steps());
		assertEquals(List.of("a"), model.plan().provenance().cases());
		assertEquals(List.of("c"), model.plan().provenance().unlabelled());
		assertEquals(model, ModelFile.read(folder.resolve("tuned.cairn")));
		final Map<String, HostArray> alone = new FineTuning(TestPlugins.io(), tuning.options(), Progress.SILENT).run().weights();
		assertNotEquals(alone, model.weights());
		assertEquals(new FineTuning(TestPlugins.io(), tuning.options(rounds(0, 0)), Progress.SILENT).run().weights(), alone);
	}

	@Test
	void aCancelledRoundGoesOnToTheSameBits() throws IOException {
		for (final String name : List.of("a", "b"))
			FineTunes.stripes(folder, name);
		final FineTunes tuning = FineTunes.in(folder).cases("a").steps(4, 1e-2);
		final Map<String, HostArray> whole = new FineTuning(TestPlugins.io(), tuning.options(rounds(1, 0)), Progress.SILENT).run().weights();
		for (final String stage : List.of("Fine-tuning", "Predicting", "Self-training 1")) {
			assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.to("part.cairn", false).options(rounds(1, 0)),
				new RecordingProgress(stage, 1)).run(), stage);
			assertEquals(whole, new FineTuning(TestPlugins.io(), tuning.to("part.cairn", true).options(rounds(1, 0)), Progress.SILENT).run()
				.weights(), stage);
		}
		try (var files = Files.list(folder)) {
			assertFalse(files.anyMatch(file -> file.toString().contains("checkpoint")));
		}
	}

	@Test
	void stoppedInALaterRoundTheModelOfTheRoundBeforeIsKept() throws IOException {
		for (final String name : List.of("a", "b"))
			FineTunes.stripes(folder, name);
		final FineTunes tuning = FineTunes.in(folder).cases("a").steps(4, 1e-2);
		final Map<String, HostArray> first = new FineTuning(TestPlugins.io(), tuning.options(), Progress.SILENT).run().weights();
		for (final String stage : List.of("Fine-tuning", "Predicting", "Self-training 1")) {
			final StoppingProgress stopping = new StoppingProgress(stage, 1);
			final ModelFile model = new FineTuning(TestPlugins.io(), tuning.options(rounds(1, 0)), stopping).run();
			assertTrue(model.plan().provenance().stopped(), stage);
			assertEquals(stage.equals("Fine-tuning") ? 1 : stage.equals("Predicting") ? 4 : 5, model.plan().provenance().steps(),
				stage);
			assertEquals(!stage.equals("Fine-tuning"), first.equals(model.weights()), stage);
			assertTrue(stopping.lines().stream().anyMatch(line -> line.startsWith("Stopped by the user")), stage);
			assertEquals(List.of(), checkpoints());
		}
	}

	private List<String> checkpoints() throws IOException {
		try (var files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.contains("checkpoint")).sorted()
				.toList();
		}
	}

	@Test
	void withOtherUnlabelledVolumesARunDoesNotGoOn() throws IOException {
		for (final String name : List.of("a", "b"))
			FineTunes.stripes(folder, name);
		final FineTunes tuning = FineTunes.in(folder).cases("a").steps(4, 1e-2);
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.options(rounds(1, 0)), new RecordingProgress(
			"Self-training 1", 1)).run());
		FineTunes.stripes(folder, "c");
		final CairnException e = assertThrows(CairnException.class, () -> new FineTuning(TestPlugins.io(), tuning.to("tuned.cairn", true)
			.options(rounds(1, 0)), Progress.SILENT).run());
		assertTrue(e.getMessage().contains("there unlabelled=[\"a\",\"b\"], here unlabelled=[\"a\",\"b\",\"c\"]"), e.getMessage());
	}

	@Test
	void aRunFromTheBeginningLeavesNoCheckpointOfAnEarlierOne() throws IOException {
		for (final String name : List.of("a", "b"))
			FineTunes.stripes(folder, name);
		final FineTunes tuning = FineTunes.in(folder).cases("a").steps(4, 1e-2);
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.options(rounds(2, 0)), new RecordingProgress(
			"Self-training 2", 1)).run());
		assertEquals(List.of("tuned.cairn.checkpoint", "tuned.cairn.checkpoint-2", "tuned.cairn.checkpoint-3"),
			checkpoints());
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.options(rounds(2, 0)), new RecordingProgress(
			"Fine-tuning", 1)).run());
		assertEquals(List.of("tuned.cairn.checkpoint"), checkpoints());
	}

	private static PseudoLabels pseudoLabels(final SlicePredictor predictor, final double confidence,
		final boolean largest)
	{
		return new PseudoLabels(predictor, 3, new SelfTraining(1, confidence, 0.5, largest), PreparedVolumeStore.inMemory());
	}

	@Test
	void onlySurePixelsAreLabelled() {
		try (Torch torch = Torch.open("cpu")) {
			final PreparedVolume stack = Stacks.noise("a", 16, 3, 1);
			final SlicePredictor predictor = new SegmentationNetwork(new Architecture(2, 1, 4, 2), 3, torch.scope(), 1, false).predictor(
				new Preprocessing(16, 0), 3);
			final PreparedVolume all = pseudoLabels(predictor, 0, false).label(List.of(stack), torch.scope(), Progress.SILENT).get(
				0);
			final PreparedVolume some = pseudoLabels(predictor, 0.6, false).label(List.of(stack), torch.scope(), Progress.SILENT)
				.get(0);
			assertEquals(List.of(), pseudoLabels(predictor, 1, false).label(List.of(stack), torch.scope(),
				Progress.SILENT));
			int unknown = 0;
			for (int z = 0; z < stack.depth(); z++) {
				for (int i = 0; i < 16 * 16; i++) {
					assertTrue(all.labels(z)[i] >= 0 && all.labels(z)[i] < 3);
					if ((some.labels(z)[i] & 0xff) == PreparedVolume.IGNORE) unknown++;
					else assertEquals(all.labels(z)[i], some.labels(z)[i]);
				}
			}
			assertTrue(unknown > 0 && unknown < 3 * 16 * 16, "unknown: " + unknown);
		}
	}

	@Test
	void ofEachClassTheLargestComponentIsKept() {
		try (Torch torch = Torch.open("cpu")) {
			final PreparedVolume stack = Stacks.noise("a", 16, 3, 1);
			final SlicePredictor predictor = new SegmentationNetwork(new Architecture(2, 1, 4, 2), 3, torch.scope(), 1, false).predictor(
				new Preprocessing(16, 0), 3);
			final PreparedVolume all = pseudoLabels(predictor, 0, false).label(List.of(stack), torch.scope(),
				Progress.SILENT).get(0);
			final PreparedVolume kept = pseudoLabels(predictor, 0, true).label(List.of(stack), torch.scope(),
				Progress.SILENT).get(0);
			final ConnectedComponents parts = ConnectedComponents.of(all.classes(), Connectivity.FACES);
			final int[] largest = new int[3];
			for (int c = 1; c <= parts.count(); c++)
				largest[parts.label(c)] = Math.max(largest[parts.label(c)], parts.size(c));
			final int[] counts = new int[3];
			int unknown = 0;
			for (int i = 0; i < 3 * 256; i++) {
				final int label = kept.labels(i / 256)[i % 256] & 0xff;
				if (label == PreparedVolume.IGNORE) unknown++;
				else counts[label]++;
			}
			assertTrue(unknown > 0 && largest[1] + largest[2] > 0);
			assertEquals(largest[1], counts[1]);
			assertEquals(largest[2], counts[2]);
		}
	}

	@Test
	void slicesWithLabelsAreNotPredicted() {
		try (Torch torch = Torch.open("cpu")) {
			final PreparedVolume sparse = Stacks.labelled(Stacks.noise("a", 16, 3, 1), (x, y, z) -> z == 1 ? 0 : PreparedVolume.IGNORE);
			final SlicePredictor predictor = new SegmentationNetwork(new Architecture(2, 1, 4, 2), 3, torch.scope(), 1, false).predictor(
				new Preprocessing(16, 0), 3);
			final PreparedVolume predicted = pseudoLabels(predictor, 0, false).label(List.of(sparse), torch.scope(),
				Progress.SILENT).get(0);
			assertTrue(predicted.isKnown(0) && !predicted.isKnown(1) && predicted.isKnown(2));
			assertTrue(sparse.isKnown(1), "the given labels stay");
		}
	}

	/** In 2D and in 3D; a network for volumes sees whole ones. */
	@Test
	void pixelsWithLabelsKeepThemAndOthersOfTheirSlicesArePredicted() {
		for (final int dimensions : new int[] { 2, 3 }) {
			try (Torch torch = Torch.open("cpu")) {
				final PreparedVolume stack = Stacks.noise("a", 16, 4, 1);
				final Preprocessing seen = dimensions == 2 ? new Preprocessing(16, 0) : new Preprocessing(16, 0,
					Preprocessing.Normalisation.PERCENTILES_1_99, 4, 0);
				final SlicePredictor predictor = new SegmentationNetwork(new Architecture(dimensions, 1, 4, 2), 3, torch.scope(), 1, false)
					.predictor(seen, 3);
				final PreparedVolume all = pseudoLabels(predictor, 0, false).label(List.of(stack), torch.scope(), Progress.SILENT).get(0);
				final int given = (all.labels(1)[0] + 1) % 3;
				final PreparedVolume sparse = Stacks.labelled(stack, (x, y, z) -> z == 0 || z == 1 && x + y == 0 ? given
					: PreparedVolume.IGNORE);
				final PreparedVolume some = pseudoLabels(predictor, 0, false).label(List.of(sparse), torch.scope(), Progress.SILENT).get(0);
				assertFalse(some.isKnown(0), "not to be learnt from twice");
				final byte[] expected = all.labels(1);
				expected[0] = (byte) given;
				assertArrayEquals(expected, some.labels(1));
				assertArrayEquals(all.labels(2), some.labels(2));
				assertEquals(List.of(), pseudoLabels(predictor, 1, false).label(List.of(sparse), torch.scope(), Progress.SILENT),
					"given labels are no predicted ones");
			}
		}
	}

	@Test
	void volumesWithAFewMarksOnEachSliceAreLearntFromFurther() throws IOException {
		FineTunes.save(folder, "a", (x, y, z) -> x + y == 0 ? 0 : x + y == 30 ? 7 : PreparedVolume.IGNORE);
		final ModelFile model = new FineTuning(TestPlugins.io(), FineTunes.in(folder).cases("a").ignore(PreparedVolume.IGNORE).steps(2,
			1e-2).options(rounds(1, 0)), Progress.SILENT).run();
		assertEquals(4, model.log().size(), "the steps of two trainings");
	}

	@Test
	void whereNothingIsSureTrainingEnds() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.stripes(folder, "b");
		final FineTunes tuning = FineTunes.in(folder).cases("a").steps(2, 1e-3);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new FineTuning(TestPlugins.io(), tuning.options(rounds(2, 1)), progress).run();
		assertEquals(2, model.plan().provenance().steps());
		assertTrue(progress.lines().stream().anyMatch(line -> line.contains("confidence")), "" + progress.lines());
	}

	@Test
	void roundsNeedUnlabelledVolumes() throws IOException {
		assertThrows(CairnException.class, () -> new SelfTraining(1, 1.2, 0.5, false));
		FineTunes.stripes(folder, "a");
		final CairnException e = assertThrows(CairnException.class, () -> new FineTuning(TestPlugins.io(), FineTunes.in(folder).cases("a")
			.options(rounds(1, 0.8)), Progress.SILENT).run());
		assertTrue(e.getMessage().contains("rounds=0"), e.getMessage());
	}
}
