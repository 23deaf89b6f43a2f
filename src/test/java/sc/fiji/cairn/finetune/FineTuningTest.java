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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.train.TrainingFacts;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.volume.Voxels;

class FineTuningTest {

	private static final Architecture NETWORK = new Architecture(2, 1, 4, 2);
	private static final Preprocessing PREPARATION = new Preprocessing(16, 1);

	@TempDir
	private Path folder;

	private static ModelFile run(final FineTunes tuning) {
		return new FineTuning(TestPlugins.io(), tuning.options(), Progress.SILENT).run();
	}

	private CairnException refused(final FineTunes tuning) throws IOException {
		final CairnException e = assertThrows(CairnException.class, () -> run(tuning));
		assertEquals(List.of(), left());
		return e;
	}

	/** What a run has written. */
	private List<String> left() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).filter(name -> !name.equals(
				"parent.cairn")).sorted().toList();
		}
	}

	private Path parent() {
		final Path file = folder.resolve("parent.cairn");
		TinyModels.pretrained(NETWORK, PREPARATION, 3).write(file);
		return file;
	}

	private static <T> List<T> column(final ModelFile model, final Function<TrainedStep, T> what) {
		return model.log().stream().map(what).toList();
	}

	@Test
	void fromScratchToAModelThatSegments() throws IOException {
		final ModelFile model = run(FineTunes.in(folder).phantoms().cases("train-1", "train-2").names("chamber", "wall"));
		assertEquals(model, ModelFile.read(folder.resolve("tuned.cairn")));
		assertEquals(List.of("tuned.cairn"), left());
		assertEquals(List.of(new SegmentationClass(0, "background"), new SegmentationClass(1, "chamber"),
			new SegmentationClass(2, "wall"), new SegmentationClass(3, "class 3")), model.plan().classes());
		assertEquals(List.of("train-1", "train-2"), model.plan().provenance().cases());
		assertEquals(4, model.plan().provenance().steps());
		assertEquals(null, model.plan().provenance().parent());
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			assertEquals(20, segmenter.segment(TestPlugins.io().open(Path.of("test-images/images/test-1.nii.gz")), false).labels()
				.data().dimension(2));
		}
	}

	@Test
	@Tag("known-mistake-7")
	void thePretrainedEncoderIsTakenOverAndNothingIsFrozen() throws IOException {
		FineTunes.stripes(folder, "a");
		final double rate = 1e-5;
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile parent = ModelFile.read(parent());
		final Map<String, HostArray> after = new FineTuning(TestPlugins.io(), FineTunes.in(folder).from(parent()).steps(1, rate).options(),
			progress).run().weights();
		assertTrue(progress.lines().contains("The network starts with the weights of the pretrained model in " + NETWORK.encoder().size() +
			" of " + (NETWORK.encoder().size() + NETWORK.decoder().size()) + " arrays, and with random ones in the others."), "" + progress.lines());
		try (Torch torch = Torch.open("cpu")) {
			final UNet fresh = new UNet(NETWORK, torch.scope(), 9, false);
			final SegmentationHead head = new SegmentationHead(NETWORK, 3, torch.scope(), 9);
			assertOneStep(fresh.encoder(), parent.weights(), after, rate);
			assertOneStep(fresh.decoder(), fresh.decoder().export(), after, rate);
			assertOneStep(head.weights(), head.weights().export(), after, rate);
		}
	}

	/** One step of AdamW moves every weight by at most about the rate. */
	private static void assertOneStep(final Weights part, final Map<String, HostArray> before,
		final Map<String, HostArray> after, final double rate)
	{
		for (final String name : part.trainableNames()) {
			final float[] a = before.get(name).values();
			final float[] b = after.get(name).values();
			double most = 0;
			for (int i = 0; i < a.length; i++)
				most = Math.max(most, Math.abs(a[i] - b[i]));
			assertTrue(most > 0, name + " is frozen");
			assertTrue(most < 2 * rate, name + " does not come from where it should: " + most);
		}
	}

	@Test
	@Tag("known-mistake-9")
	void scratchAndPretrainedRunsDifferInTheirWeightsOnly() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.stripes(folder, "b");
		final ModelFile scratch = run(FineTunes.in(folder));
		final ModelFile tuned = run(FineTunes.in(folder).from(parent()));
		assertEquals(column(scratch, TrainedStep::number), column(tuned, TrainedStep::number));
		assertEquals(column(scratch, TrainedStep::rate), column(tuned, TrainedStep::rate));
		assertNotEquals(column(scratch, TrainedStep::loss), column(tuned, TrainedStep::loss));
		assertEquals(scratch.plan().preprocessing(), tuned.plan().preprocessing());
		assertEquals("test", tuned.plan().provenance().parent().stage());
	}

	@Test
	void theSameRunGivesTheSameBits() throws IOException {
		FineTunes.stripes(folder, "a");
		assertEquals(run(FineTunes.in(folder)).weights(), run(FineTunes.in(folder)).weights());
	}

	@Test
	void labelValuesSurviveAndStripesAreLearnt() throws IOException {
		FineTunes.stripes(folder, "a");
		final ModelFile model = run(FineTunes.in(folder).steps(50, 1e-2));
		assertEquals(List.of(0, 2, 7), model.plan().classes().stream().map(SegmentationClass::value).toList());
		final float[] truth = Voxels.floats(TestPlugins.io().open(folder.resolve("labels/a.nii.gz")).grid(0, 0));
		final float[] found;
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			found = Voxels.floats(segmenter.segment(TestPlugins.io().open(folder.resolve("images/a.nii.gz")), false).labels()
				.grid(0, 0));
		}
		int right = 0;
		final Set<Float> values = new TreeSet<>();
		for (int i = 0; i < truth.length; i++) {
			if (truth[i] == found[i]) right++;
			values.add(found[i]);
		}
		assertEquals(Set.of(0f, 2f, 7f), values);
		assertTrue(right > 0.8 * truth.length, right + " of " + truth.length + " voxels are right");
	}

	@Test
	void aModelTrainedOnWithFewerClassesKeepsAllAndTheirNames() throws IOException {
		FineTunes.save(folder, "a", (x, y, z) -> z > 1 ? 255 : x < 6 ? 0 : x < 11 ? 2 : 0);
		TinyModels.segmenting(NETWORK, PREPARATION, 3, 0, 2, 7).write(folder.resolve("parent.cairn"));
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new FineTuning(TestPlugins.io(), FineTunes.in(folder).from(folder.resolve("parent.cairn")).ignore(255).names(
			"stripe").options(), progress).run();
		assertEquals(List.of(new SegmentationClass(0, "background"), new SegmentationClass(2, "stripe"),
			new SegmentationClass(7, "class 7")), model.plan().classes());
		assertTrue(progress.lines().contains("The labels hold the values [0, 2]; the model's other classes, of [0, 2, 7], are " +
			"kept."), progress.lines().toString());
		assertTrue(progress.lines().stream().anyMatch(line -> line.startsWith("So does its last layer")), progress
			.lines().toString());
	}

	@Test
	void whateverIgnoredVoxelsAreCalledTheWeightsAreTheSame() throws IOException {
		final Path other = Files.createDirectory(folder.resolve("other"));
		FineTunes.save(folder, "a", (x, y, z) -> y < 8 ? 9 : x < 8 ? 0 : 1);
		FineTunes.save(other, "a", (x, y, z) -> y < 8 ? 200 : x < 8 ? 0 : 1);
		final Map<String, HostArray> nine = run(FineTunes.in(folder).ignore(9).steps(2, 1e-2)).weights();
		assertEquals(nine, run(FineTunes.in(other).ignore(200).steps(2, 1e-2)).weights());
		final ModelFile third = run(FineTunes.in(folder).steps(2, 1e-2));
		assertEquals(3, third.plan().classes().size());
	}

	@Test
	void aCancelledRunGoesOnToTheSameBits() throws IOException {
		FineTunes.stripes(folder, "a");
		final Map<String, HostArray> whole = run(FineTunes.in(folder).to("whole.cairn", false).steps(6, 1e-2)).weights();
		final FineTunes parts = FineTunes.in(folder).steps(6, 1e-2).to("parts.cairn", false);
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), parts.options(), new RecordingProgress("Fine-tuning",
			3)).run());
		assertFalse(Files.exists(folder.resolve("parts.cairn")), "half a model was written");
		final RecordingProgress resuming = new RecordingProgress();
		assertEquals(whole, new FineTuning(TestPlugins.io(), parts.to("parts.cairn", true).options(), resuming).run().weights());
		assertTrue(resuming.lines().stream().anyMatch(line -> line.contains("after step 3")), "" + resuming.lines());
		assertEquals(List.of("parts.cairn", "whole.cairn"), left());
	}

	@Test
	void cancelledInAValidationARunGoesOnToTheSameBits() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.stripes(folder, "b");
		final FineTunes tuning = FineTunes.in(folder).validation("b").steps(6, 1e-2);
		final ModelFile whole = run(tuning);
		Files.delete(folder.resolve("tuned.cairn"));
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.options(), new RecordingProgress("Fine-tuning",
			3)).run());
		final RecordingProgress resuming = new RecordingProgress();
		final ModelFile resumed = new FineTuning(TestPlugins.io(), tuning.to("tuned.cairn", true).options(), resuming).run();
		assertEquals(whole.weights(), resumed.weights());
		assertEquals(whole.log(), resumed.log(), "with the validation that was stopped");
		assertTrue(resuming.lines().stream().anyMatch(line -> line.contains("after step 3")), "" + resuming.lines());
	}

	@Test
	void cancelledInTheLastValidationNothingIsTrainedAgain() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.stripes(folder, "b");
		final FineTunes tuning = FineTunes.in(folder).validation("b").steps(2, 1e-2);
		final Map<String, HostArray> whole = run(tuning).weights();
		Files.delete(folder.resolve("tuned.cairn"));
		// Asked for after the last step, so found by the last validation.
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.options(), new RecordingProgress("Fine-tuning",
			2)).run());
		final RecordingProgress resuming = new RecordingProgress();
		assertEquals(whole, new FineTuning(TestPlugins.io(), tuning.to("tuned.cairn", true).options(), resuming).run().weights());
		assertTrue(resuming.lines().stream().anyMatch(line -> line.contains("after step 2")), "" + resuming.lines());
	}

	/** Wants a picture after every step. */
	private static final class Viewer implements TrainingListener {

		private final List<Preview> previews = new ArrayList<>();
		private final List<Long> validated = new ArrayList<>();
		private final List<String> started = new ArrayList<>();
		private TrainingFacts facts;

		@Override
		public void prepared(final TrainingFacts settled) {
			facts = settled;
		}

		@Override
		public void started(final String name, final int iterations, final TrainingLog before) {
			started.add(name + " " + iterations);
		}

		@Override
		public void stepped(final StepReport report) {
			// The pictures tell.
		}

		@Override
		public void validated(final long steps, final double dice) {
			validated.add(steps);
		}

		@Override
		public boolean wantsPreview() {
			return true;
		}

		@Override
		public void previewed(final Preview preview) {
			previews.add(preview);
		}
	}

	@Test
	void whoWatchesSeesPredictionsAndChangesNothing() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.stripes(folder, "b");
		final FineTunes tuning = FineTunes.in(folder).validation("b").names("left", "right").steps(40, 1e-2);
		final Viewer viewer = new Viewer();
		final ModelFile watched = new FineTuning(TestPlugins.io(), tuning.options(), Progress.SILENT, viewer).run();
		assertEquals(run(tuning).weights(), watched.weights());
		assertEquals(List.of("Fine-tuning 40"), viewer.started);
		assertEquals(List.of("background", "left", "right"), viewer.facts.classes());
		assertEquals(1, viewer.facts.trainings());
		assertEquals(List.of(4L, 8L, 12L, 16L, 20L, 24L, 28L, 32L, 36L, 40L), viewer.validated);
		assertEquals(41, viewer.previews.size());
		assertEquals("Prediction and truth after step 1", viewer.previews.get(0).title());
		assertEquals("Prediction and truth at the end", viewer.previews.get(40).title());
		final Preview.Panel first = viewer.previews.get(0).panels().get(0);
		final Preview.Panel last = viewer.previews.get(40).panels().get(0);
		assertTrue(last.caption().startsWith("validation case b, slice"), last.caption());
		assertEquals(16, last.width());
		assertArrayEquals(first.truth(), last.truth());
		assertTrue(right(last) > right(first) && right(last) > 200, right(first) + ", then " + right(last) + " of 256");
	}

	@Test
	void whatIsDoneBeforeTheFirstStepIsTold() throws IOException {
		FineTunes.stripes(folder, "a");
		final RecordingProgress heard = new RecordingProgress();
		final FineTuneOptions plain = FineTunes.in(folder).options();
		final RunOptions run = new RunOptions(1, 4, 1e-2, 9, "cpu", Precision.AUTO, plain.run().model(), false);
		new FineTuning(TestPlugins.io(), new FineTuneOptions(plain.cases(), plain.pretrained(), List.of(),
			plain.rule(), plain.augmentation(), plain.fewLabels(), plain.network(), run), heard).run();
		final List<String> last = heard.stages().subList(heard.stages().size() - 3, heard.stages().size());
		assertEquals(List.of("Starting the engine", "Measuring precision", "Fine-tuning"), last);
	}

	private static long right(final Preview.Panel panel) {
		return IntStream.range(0, panel.truth().length).filter(i -> panel.truth()[i] == panel.prediction()[i]).count();
	}

	@Test
	void oneValueCannotBeNormalised() throws IOException {
		FineTunes.stripes(folder, "a");
		final FineTuneOptions single = FineTunes.in(folder).options(TestNetworks.of(4, 5, 16), 1);
		final CairnException e = assertThrows(CairnException.class, () -> new FineTuning(TestPlugins.io(), single, Progress.SILENT).run());
		assertTrue(e.getMessage().contains("batch"), e.getMessage());
	}

	@Test
	void validationIsLogged() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.stripes(folder, "b");
		final ModelFile model = run(FineTunes.in(folder).validation("b"));
		final List<OptionalDouble> dice = column(model, TrainedStep::dice);
		assertEquals(4, dice.size());
		for (final OptionalDouble value : dice)
			assertTrue(value.getAsDouble() >= 0 && value.getAsDouble() <= 1, value::toString);
		assertEquals(List.of("a"), model.plan().provenance().cases());
		assertEquals(Collections.nCopies(4, OptionalDouble.empty()), column(run(FineTunes.in(folder)), TrainedStep::dice));
	}

	@Test
	void onlyTheChosenCasesAreOpened() throws IOException {
		for (final String name : List.of("a", "b"))
			FineTunes.stripes(folder, name);
		for (final String name : List.of("c", "d"))
			for (final String kind : List.of("images", "labels"))
				Files.writeString(folder.resolve(kind).resolve(name + ".nii.gz"), "no volume at all");
		final FineTunes tuning = FineTunes.in(folder).steps(1, 1e-3);
		assertEquals(List.of("a"), run(tuning.cases("a").validation("b")).plan().provenance().cases());
		final String message = assertThrows(CairnException.class, () -> run(tuning)).getMessage();
		assertTrue(message.contains("c.nii.gz") || message.contains("d.nii.gz"), message);
	}

	@Test
	void moreNamesThanClassesAreRefused() throws IOException {
		FineTunes.stripes(folder, "a");
		final String message = refused(FineTunes.in(folder).names("left", "right", "middle")).getMessage();
		assertTrue(message.contains("names") && message.contains("3 names") && message.contains("[2, 7]"), message);
	}

	@Test
	void labelsWithoutForegroundAreRefused() throws IOException {
		FineTunes.save(folder, "a", (x, y, z) -> 0);
		assertTrue(refused(FineTunes.in(folder)).getMessage().contains("background only"));
	}

	@Test
	void oneAnnotatedSliceOfEachVolumeIsEnough() throws IOException {
		for (int i = 0; i < 3; i++) {
			final int annotated = i;
			FineTunes.save(folder, "case" + i, (x, y, z) -> z != annotated ? 9 : x < 6 ? 0 : x < 11 ? 2 : 7);
		}
		final ModelFile model = run(FineTunes.in(folder).ignore(9).steps(50, 1e-2));
		assertEquals(List.of(0, 2, 7), values(model));
		assertTrue(rightShare(model, "case1", x -> x < 6 ? 0 : x < 11 ? 2 : 7) > 0.8);
	}

	private static List<Integer> values(final ModelFile model) {
		return model.plan().classes().stream().map(SegmentationClass::value).toList();
	}

	/** Returns the share of voxels of a case that a model gives the label expected at their column. */
	private double rightShare(final ModelFile model, final String name, final IntUnaryOperator label) throws IOException {
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			final float[] found = Voxels.floats(segmenter.segment(TestPlugins.io().open(folder.resolve("images/" + name +
				".nii.gz")), false).labels().grid(0, 0));
			return IntStream.range(0, found.length).filter(i -> found[i] == label.applyAsInt(i % 16)).count() /
				(double) found.length;
		}
	}

	@Test
	void aModelForTheSameLabelsGoesOn() throws IOException {
		FineTunes.stripes(folder, "a");
		final ModelFile first = run(FineTunes.in(folder).steps(3, 1e-3).to("first.cairn", false));
		final RecordingProgress progress = new RecordingProgress();
		final double rate = 1e-4;
		final Map<String, HostArray> after = new FineTuning(TestPlugins.io(), FineTunes.in(folder).from(folder.resolve("first.cairn")).steps(1,
			rate).options(), progress).run().weights();
		assertTrue(progress.lines().stream().anyMatch(line -> line.startsWith("So does its last layer")), "" + progress.lines());
		try (Torch torch = Torch.open("cpu")) {
			assertOneStep(new UNet(NETWORK, torch.scope(), 9, false).decoder(), first.weights(), after, rate);
			assertOneStep(new SegmentationHead(NETWORK, 3, torch.scope(), 9).weights(), first.weights(), after, rate);
		}
	}

	@Test
	void aModelForOtherLabelsGivesAllButTheLastLayer() throws IOException {
		FineTunes.stripes(folder, "a");
		run(FineTunes.in(folder).steps(3, 1e-3).to("first.cairn", false));
		FineTunes.save(folder, "b", (x, y, z) -> x < 6 ? 0 : 3);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile other = new FineTuning(TestPlugins.io(), FineTunes.in(folder).cases("b").from(folder.resolve("first.cairn")).steps(1,
			1e-4).options(), progress).run();
		assertEquals(List.of(0, 3), values(other));
		assertTrue(progress.lines().stream().anyMatch(line -> line.contains("anew") && line.contains("[0, 2, 7]")), "" +
			progress.lines());
		assertTrue(progress.lines().contains("The network starts with all weights of the pretrained model."), "" + progress.lines());
	}

	@Test
	void labelsThatAreAllIgnoredAreRefused() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.save(folder, "b", (x, y, z) -> 9);
		assertTrue(refused(FineTunes.in(folder).cases("b").ignore(9)).getMessage().contains("ignore"));
		final String message = refused(FineTunes.in(folder).ignore(9)).getMessage();
		assertTrue(message.contains(" b ") && message.contains("ignore"), message);
	}

	@Test
	void aValueThatOnlyAValidationCaseHasIsNamed() throws IOException {
		FineTunes.stripes(folder, "a");
		FineTunes.save(folder, "b", (x, y, z) -> x < 5 ? 0 : 4);
		final String message = refused(FineTunes.in(folder).validation("b")).getMessage();
		assertTrue(message.contains("b.nii.gz") && message.contains("4"), message);
	}

	@Test
	void aMissingPretrainedModelIsNamed() throws IOException {
		FineTunes.stripes(folder, "a");
		final Path gone = folder.resolve("gone.cairn");
		assertTrue(refused(FineTunes.in(folder).from(gone)).getMessage().contains(gone.toString()));
	}
}
