// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.StoppingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

class PretrainingTest {

	private static final String PHANTOMS = Path.of("test-images", "unlabelled").toString();

	@TempDir
	private Path folder;

	private PretrainOptions options(final String images, final String method, final Strategy strategy,
		final int partitions, final int iterations, final String model, final boolean resume)
	{
		return new PretrainOptions(TestCases.images(images, "*-0?.nii.gz"), method, Domains.apart(1), new ContrastOptions(strategy, partitions, 0.1, 1, 13, 0.1), SupervisionOptions.NONE, Optional.empty(),
			TestNetworks.of(4, 3, 16), new RunOptions(iterations, 16, 3e-3, 7, "cpu", Precision.FLOAT32, folder.resolve(
				model), resume));
	}

	private PretrainOptions options(final int iterations, final String model, final boolean resume) {
		return options(PHANTOMS, "global", Strategy.GD, 4, iterations, model, resume);
	}

	private List<String> left() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	private CairnException refused(final PretrainOptions options) throws IOException {
		final List<String> before = left();
		final CairnException e = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options, Progress.SILENT).run());
		assertEquals(before, left());
		return e;
	}

	private static double meanLoss(final List<TrainedStep> log, final int from, final int to) {
		return log.subList(from, to).stream().mapToDouble(TrainedStep::loss).average().orElseThrow();
	}

	@Test
	void theLossFallsAndTheEncoderAloneIsKept() throws IOException {
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(40, "a.cairn", false), Progress.SILENT).run();
		assertEquals(40, model.log().size());
		assertTrue(meanLoss(model.log(), 30, 40) < meanLoss(model.log(), 0, 10), model.log()::toString);
		assertFalse(model.plan().segments());
		assertEquals(List.copyOf(new Architecture(2, 1, 4, 3).encoder().keySet()), List.copyOf(model.weights().keySet()));
		assertEquals(model, ModelFile.read(folder.resolve("a.cairn")));
		assertEquals(List.of("a.cairn"), left());
		assertEquals("pretraining", model.plan().provenance().stage());
		assertEquals(40, model.plan().provenance().steps());
		assertEquals(9, model.plan().provenance().cases().size());
		assertEquals("GD", model.plan().provenance().options().getAsJsonObject().getAsJsonObject("contrast").get(
			"strategy").getAsString());
	}

	@Test
	void pretrainingGoesOnFromAnyModel() throws IOException {
		final Architecture architecture = new Architecture(2, 1, 2, 2);
		final ModelFile parent = TinyModels.segmenting(architecture, new Preprocessing(24, 1), 3, 0, 4);
		parent.write(folder.resolve("parent.cairn"));
		final PretrainOptions plain = options(1, "a.cairn", false);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), new PretrainOptions(plain.cases(), plain.method(), plain.domains(), plain
			.contrast(), plain.supervision(), Optional.of(folder.resolve("parent.cairn")), plain.network(), plain.run()), progress).run();
		assertEquals(architecture, model.plan().architecture(), "the model decides");
		assertEquals(parent.plan().preprocessing(), model.plan().preprocessing());
		assertEquals("test", model.plan().provenance().parent().stage());
		assertFalse(model.plan().segments());
		assertTrue(progress.lines().contains("The network starts with all weights of the pretrained model."), "" + progress.lines());
		final Set<String> names = new TreeSet<>(architecture.encoder().keySet());
		names.addAll(architecture.decoder().keySet());
		assertEquals(names, new TreeSet<>(model.weights().keySet()));
		for (final String name : architecture.decoder().keySet())
			assertEquals(parent.weights().get(name), model.weights().get(name), "not trained, but kept");
		double most = 0;
		for (final String name : architecture.encoder().keySet()) {
			if (!name.endsWith("kernel")) continue;
			final float[] before = parent.weights().get(name).values();
			for (int i = 0; i < before.length; i++)
				most = Math.max(most, Math.abs(before[i] - model.weights().get(name).values()[i]));
		}
		// One step of AdamW moves every weight by at most about the rate.
		assertTrue(most > 0 && most < 2 * plain.run().rate(), "moved by " + most);
	}

	@Test
	void aMissingModelToGoOnFromIsNamed() throws IOException {
		final PretrainOptions plain = options(1, "a.cairn", false);
		assertTrue(refused(new PretrainOptions(plain.cases(), plain.method(), plain.domains(), plain.contrast(), plain
			.supervision(), Optional.of(folder.resolve("gone.cairn")), plain.network(), plain.run())).getMessage().contains("gone.cairn"));
	}

	@Test
	void aCancelledRunGoesOnToTheSameBits() throws IOException {
		final Map<String, HostArray> whole = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(6, "whole.cairn", false), Progress.SILENT).run()
			.weights();
		final RecordingProgress cancelling = new RecordingProgress("Global", 4);
		assertThrows(CancellationException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(6, "parts.cairn", false), cancelling)
			.run());
		assertFalse(Files.exists(folder.resolve("parts.cairn")), "half a model was written");
		final RecordingProgress resuming = new RecordingProgress();
		final ModelFile resumed = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(6, "parts.cairn", true), resuming).run();
		assertTrue(resuming.lines().stream().anyMatch(line -> line.contains("after step 4")), "" + resuming.lines());
		assertEquals(whole, resumed.weights());
		assertEquals(6, resumed.log().size());
		assertEquals(List.of("parts.cairn", "whole.cairn"), left());
	}

	@Test
	void aRunOfSeveralStagesGoesOnInTheStageWhereItWasStopped() throws IOException {
		final ModelFile whole = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, TwoStageMethod.NAME, Strategy.GD, 4, 4, "whole.cairn",
			false), Progress.SILENT).run();
		assertEquals(8, whole.log().size(), "the steps of both stages");
		for (final String stage : List.of("First", "Second")) {
			assertThrows(CancellationException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, TwoStageMethod.NAME, Strategy.GD,
				4, 4, "parts.cairn", false), new RecordingProgress(stage, 2)).run());
			final RecordingProgress resuming = new RecordingProgress();
			final ModelFile resumed = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, TwoStageMethod.NAME, Strategy.GD, 4, 4, "parts.cairn",
				true), resuming).run();
			assertTrue(resuming.lines().stream().noneMatch(line -> line.contains("no interrupted run")), stage);
			assertEquals(whole.weights(), resumed.weights(), stage);
			assertEquals(whole.log(), resumed.log(), stage);
		}
		assertEquals(List.of("parts.cairn", "whole.cairn"), left(), "no checkpoint is left");
	}

	@Test
	void stoppedInTheFirstStageTheSecondIsNotBegun() throws IOException {
		final StoppingProgress stopping = new StoppingProgress("First", 2);
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, TwoStageMethod.NAME, Strategy.GD, 4, 4, "a.cairn", false),
			stopping).run();
		assertTrue(model.plan().provenance().stopped());
		assertEquals(2, model.plan().provenance().steps());
		assertEquals(2, model.log().size());
		assertTrue(model.weights().isEmpty(), "what the second stage would have trained is not kept");
		assertEquals(List.of("a.cairn"), left(), "no checkpoint is left");
		final ModelFile second = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, TwoStageMethod.NAME, Strategy.GD, 4, 4, "a.cairn", false),
			new StoppingProgress("Second", 1)).run();
		assertTrue(second.plan().provenance().stopped());
		assertEquals(5, second.plan().provenance().steps());
		assertFalse(second.weights().isEmpty());
		assertEquals(second, ModelFile.read(folder.resolve("a.cairn")));
	}

	@Test
	void withNothingToGoOnWithARunStartsAtTheBeginningAndSaysSoOnce() {
		final RecordingProgress progress = new RecordingProgress();
		new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, TwoStageMethod.NAME, Strategy.GD, 4, 1, "a.cairn", true), progress).run();
		assertEquals(1, progress.lines().stream().filter(line -> line.contains("no interrupted run")).count());
	}

	@Test
	void onePartitionHasNoNegatives() throws IOException {
		final CairnException e = refused(options(PHANTOMS, "global", Strategy.GD_MINUS, 1, 2, "a.cairn", false));
		assertTrue(e.getMessage().contains("partitions"), e.getMessage());
	}

	@Test
	void anotherRunDoesNotGoOn() {
		assertThrows(CancellationException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(10, "a.cairn", false), new RecordingProgress(
			"Global", 2)).run());
		final CairnException e = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(12, "a.cairn", true),
			Progress.SILENT).run());
		assertTrue(e.getMessage().contains("iterations"), e.getMessage());
	}

	@Test
	@Tag("known-mistake-8")
	void oneStepChangesTheHeadToo() {
		try (Torch torch = Torch.open("cpu")) {
			final PretrainOptions options = options(1, "a.cairn", false);
			final UNet network = new UNet(new Architecture(2, 1, 2, 2), torch.scope(), 1, false);
			final ContrastLearner learner = GlobalContrast.learner(new PretrainContext(network, List.of(Stacks.noise("a", 16, 6, 1),
				Stacks.noise("b", 16, 8, 2)), List.of(), List.of(), new Preprocessing(16, 1), options, torch.scope()));
			final List<Map<String, HostArray>> before = learner.trained().stream().map(Weights::export).toList();
			train(learner, torch);
			for (int part = 0; part < before.size(); part++) {
				final Map<String, HostArray> after = learner.trained().get(part).export();
				before.get(part).forEach((name, array) -> assertNotEquals(array, after.get(name), name));
			}
		}
	}

	private <B extends AutoCloseable> void train(final Learner<B> learner, final Torch torch) {
		new TrainingLoop<>(learner, new TrainingOptions(1, 1e-3, Optimisation.COMMON, folder.resolve("checkpoint"), 100, false), "",
			new TrainingLog(), List.of(), Progress.SILENT).train(torch.scope(), "One step");
	}

	@Test
	void anUnknownMethodListsTheOthers() throws IOException {
		final String message = refused(options(PHANTOMS, "local", Strategy.GD, 4, 5, "a.cairn", false)).getMessage();
		assertTrue(message.contains("'local'") && message.contains("global"), message);
		assertTrue(TestPlugins.methods().names().containsAll(List.of("global", FailingMethod.NAME)));
	}

	@Test
	void tooFewSlicesLeaveNothingBehind() throws IOException {
		final String message = refused(options(PHANTOMS, "global", Strategy.GD, 21, 5, "a.cairn", false)).getMessage();
		assertTrue(message.contains("unlabelled-01") && message.contains("20 slices"), message);
	}

	@Test
	void aConstantVolumeIsNamed(@TempDir final Path images) throws IOException {
		final Path file = TestVolumes.write(images.resolve("grey-01.nii.gz"), TestVolumes.bytes("grey", Geometry.unknown(), 16,
			16, 5, (x, y, z) -> 3));
		final String message = refused(options(images.toString(), "global", Strategy.GD, 4, 5, "a.cairn", false))
			.getMessage();
		assertTrue(message.contains(file.toString()) && message.contains("constant"), message);
	}

	@Test
	void aModelThatIsAFolderIsRefusedBeforeTheWork() throws IOException {
		Files.createDirectory(folder.resolve("a.cairn"));
		final String message = refused(options(5, "a.cairn", false)).getMessage();
		assertTrue(message.contains("a.cairn") && message.contains("folder"), message);
	}

	@Test
	void aLossThatIsNoNumberKeepsTheLastGoodWeights() {
		final CairnException e = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS, FailingMethod.NAME,
			Strategy.GD, 4, 10, "a.cairn", false), Progress.SILENT).run());
		assertTrue(e.getMessage().contains("step " + (FailingMethod.GOOD_STEPS + 1)) && e.getMessage().contains("a.cairn"), e
			.getMessage());
		final ModelFile kept = ModelFile.read(folder.resolve("a.cairn"));
		assertEquals(FailingMethod.GOOD_STEPS, kept.plan().provenance().steps());
		kept.weights().values().forEach(array -> {
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
		});
		final CairnException again = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PHANTOMS,
			FailingMethod.NAME, Strategy.GD, 4, 10, "a.cairn", true), Progress.SILENT).run(), "it is not taken as finished");
		assertEquals(e.getMessage(), again.getMessage());
	}

	@Test
	void parametersThatMakeNoSenseAreNamed() {
		assertThrows(CairnException.class, () -> new ContrastOptions(Strategy.GD, 4, 0.1, 1, 13, 0));
		assertThrows(CairnException.class, () -> new ContrastOptions(Strategy.GD, 0, 0.1, 1, 13, 0.1));
		assertThrows(CairnException.class, () -> new ContrastOptions(Strategy.GD, 4, -1, 1, 13, 0.1));
		final PretrainOptions good = options(5, "a", false);
		final RunOptions single = new RunOptions(5, 1, 1e-3, 1, "cpu", Precision.FLOAT32, folder.resolve("a"), false);
		assertThrows(CairnException.class, () -> new PretrainOptions(List.of(), "global", good.domains(), good.contrast(), good.supervision(), good
			.pretrained(), good.network(), single));
	}
}
