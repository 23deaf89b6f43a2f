// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests that every method pretrains networks that see volumes, and that fine-tuning goes on from them. */
class VolumePretrainingTest {

	private static final LabelRule RULE = new LabelRule(OptionalInt.empty(), false, BlankSlices.BACKGROUND);

	@TempDir
	private Path folder;

	static Stream<String> methods() {
		return PretrainMethodContractTest.methods();
	}

	/** Saves a volume with a bright ball, which is class 1, on layers that change along Z. */
	private void save(final String images, final String name, final int size, final int depth, final int bright)
		throws IOException
	{
		TestVolumes.write(folder.resolve(images).resolve(name + ".nii.gz"), TestVolumes.floats(name, TestVolumes.spacing(1, 1, 1,
			"mm"), size, size, depth, (x, y, z) -> ball(x, y, z, size, depth) * bright + 3.0 * z + (x * 7 + y * 5 + z * 3) % 11));
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, TestVolumes.spacing(1, 1,
			1, "mm"), size, size, depth, (x, y, z) -> ball(x, y, z, size, depth)));
	}

	private static int ball(final int x, final int y, final int z, final int size, final int depth) {
		return Math.hypot(Math.hypot(x - 0.4 * size, y - 0.6 * size), z - 0.5 * depth) < 0.25 * size ? 1 : 0;
	}

	private PretrainOptions options(final String method, final List<Case> cases, final Domains domains, final int levels,
		final int steps, final String model, final boolean resume)
	{
		return new PretrainOptions(cases, method, domains, new ContrastOptions(Strategy.GD, 2, 0.05, 1, 13, 0.1),
			new SupervisionOptions(labelled(), RULE, 2, 8), Optional.empty(), TestNetworks.of(
				Design.COMMON, 4, levels, 0, 0, Dimensions.AUTO, 0), new RunOptions(steps, 8, 3e-3, 5, "cpu", Precision.FLOAT32, folder
					.resolve(model), resume));
	}

	private PretrainOptions options(final String method, final int steps, final String model, final boolean resume) {
		return options(method, TestCases.images(folder.resolve("images")), Domains.apart(1), 2, steps, model, resume);
	}

	private List<Case> labelled() {
		return TestCases.labelled(folder.resolve("images"), folder.resolve("labels"), List.of("a"));
	}

	private static ModelFile run(final PretrainOptions options, final Progress progress) {
		return new Pretraining(TestPlugins.io(), TestPlugins.methods(), options, progress).run();
	}

	@ParameterizedTest
	@MethodSource("methods")
	void theLossOfEachStageFallsAndFineTuningStartsWithTheWeights(final String method) throws IOException {
		save("images", "a", 24, 24, 100);
		save("images", "b", 26, 20, 80);
		final int steps = 30;
		final ModelFile model = run(options(method, steps, "m.cairn", false), Progress.SILENT);
		final double[] loss = model.log().stream().mapToDouble(TrainedStep::loss).toArray();
		assertEquals(TestPlugins.methods().of(method).stageCount() * steps, loss.length);
		for (int start = 0; start < loss.length; start += steps)
			assertTrue(mean(loss, start + steps - 8, start + steps) < mean(loss, start, start + 8), Arrays.toString(loss));
		assertEquals(3, model.plan().architecture().dimensions());
		final Preprocessing whole = model.plan().preprocessing();
		assertTrue(whole.size() >= 24 && whole.depth() >= 20, "the window is that of fine-tuning: " + whole.window());
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile tuned = new FineTuning(TestPlugins.io(), new FineTuneOptions(new CaseSplit(labelled(), List.of()), Optional
			.of(folder.resolve("m.cairn")), List.of(), RULE,
			new SpatialAugmentation(5, 0.02, 0.1, 0, false, false), FewLabels.NONE, TestNetworks.of(Design.COMMON, 8, 3, 0, 0,
				Dimensions.AUTO, 0), new RunOptions(2, 2, 3e-3, 5, "cpu", Precision.FLOAT32, folder.resolve("tuned.cairn"), false)),
			progress).run();
		assertEquals(model.plan().architecture(), tuned.plan().architecture());
		assertEquals(whole, tuned.plan().preprocessing());
		assertTrue(progress.lines().stream().anyMatch(line -> line.startsWith("The network starts with")), progress.lines()
			.toString());
	}

	private static double mean(final double[] values, final int from, final int to) {
		return Arrays.stream(values, from, to).average().orElseThrow();
	}

	@ParameterizedTest
	@MethodSource("methods")
	void aCancelledRunGoesOnToTheSameBits(final String method) throws IOException {
		save("images", "a", 20, 18, 100);
		final ModelFile whole = run(options(method, 3, "whole.cairn", false), Progress.SILENT);
		assertThrows(CancellationException.class, () -> run(options(method, 3, "part.cairn", false), new RecordingProgress(
			"contrast", 2)));
		assertEquals(whole.weights(), run(options(method, 3, "part.cairn", true), Progress.SILENT).weights());
	}

	@Test
	void whereRegionsWouldNotFitMoreBlocksAreTrained() throws IOException {
		save("images", "a", 22, 22, 100);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = run(options("global-local", TestCases.images(folder.resolve("images")), Domains.apart(1), 3, 1,
			"m.cairn", false),
			progress);
		assertTrue(progress.lines().contains(
			"The decoder maps of 1 block are too small for 35 different regions, so 2 blocks are trained."), progress.lines()
				.toString());
		assertTrue(model.weights().containsKey("decoder.1.conv0.kernel"), model.weights().keySet().toString());
	}

	@Test
	void groupsOfSeveralFoldersOfVolumesOfOtherSizesLearnTogether() throws IOException {
		save("images", "a", 20, 18, 100);
		save("second", "b", 22, 20, 80);
		save("third", "c", 70, 16, 60);
		final List<Case> images = TestCases.images(folder.resolve("images"), folder.resolve("second"), folder.resolve("third"));
		final ModelFile model = run(options("hierarchical", images, Domains.of(List.of("heart", "heart", "brain")), 2, 3, "m.cairn",
			false), Progress.SILENT);
		assertEquals(18, model.plan().preprocessing().depth());
		final Map<String, HostArray> plain = run(options("hierarchical", images, Domains.apart(3), 2, 3, "n.cairn", false), Progress.SILENT)
			.weights();
		assertNotEquals(plain, model.weights(), "groups make a difference");
		for (final HostArray array : model.weights().values())
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
	}

	@Test
	void imagesMayHaveSeveralChannels() throws IOException {
		save("images", "a", 20, 18, 100);
		final Path image = folder.resolve("images/a.nii.gz");
		final var one = TestPlugins.io().open(image);
		TestPlugins.io().save(TestVolumes.channels(one, one), image);
		for (final String method : methods().toList())
			assertArrayEquals(new long[] { 4, 2, 3, 3, 3 }, run(options(method, 1, "m.cairn", false), Progress.SILENT).weights().get(
				"encoder.0.conv0.kernel").shape());
	}

	@Test
	void volumesTooShortForThePartitionsAreNamed() throws IOException {
		save("images", "a", 20, 18, 100);
		final PretrainOptions plain = options("global", 1, "m.cairn", false);
		final CairnException e = assertThrows(CairnException.class, () -> run(new PretrainOptions(plain.cases(), "global", plain.domains(),
			new ContrastOptions(Strategy.GD, 12, 0.2, 1, 13, 0.1), plain.supervision(), Optional.empty(), plain.network(), plain.run()),
			Progress.SILENT));
		assertEquals("The image a has 18 slices, so that windows of 10 can lie at 9 places along Z, too few for 12 partitions; " +
			"lower the parameter partitions, or remove the image.", e.getMessage());
	}
}
