// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.train.TestNetworks;

/** Tests that all ways to make few labels go further keep one contract, alone and together. */
class FewLabelsTest {

	@TempDir
	private Path folder;

	@BeforeEach
	void saveCases() throws IOException {
		for (final String name : List.of("a", "b", "c"))
			FineTunes.stripes(folder, name);
	}

	static Stream<Arguments> all() {
		return Stream.of(Arguments.of(0.4, Teaching.NONE, 0), Arguments.of(0, Teaching.MEAN_TEACHER, 0), Arguments.of(0,
			Teaching.COPY_PASTE, 0), Arguments.of(0.4, Teaching.NONE, 1), Arguments.of(0.4, Teaching.MEAN_TEACHER, 1), Arguments
				.of(0, Teaching.COPY_PASTE, 1));
	}

	private FewLabels with(final double mixup, final Teaching teaching, final int rounds) {
		final boolean learns = teaching != Teaching.NONE || rounds > 0;
		return new FewLabels(learns ? TestCases.images(folder.resolve("images")) : List.of(), mixup, teaching, new SelfTraining(rounds,
			0, 0.5, true));
	}

	private static Map<String, HostArray> weights(final FineTuneOptions options) {
		return new FineTuning(TestPlugins.io(), options, Progress.SILENT).run().weights();
	}

	@ParameterizedTest
	@MethodSource("all")
	void deterministicAndResumableToTheSameBits(final double mixup, final Teaching teaching, final int rounds) {
		final FineTunes tuning = FineTunes.in(folder).cases("a").steps(6, 1e-2);
		final FewLabels few = with(mixup, teaching, rounds);
		final Map<String, HostArray> whole = weights(tuning.options(few));
		final String last = rounds == 0 ? "Fine-tuning" : "Self-training";
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), tuning.to("part.cairn", false).options(few),
			new RecordingProgress(last, 4)).run());
		assertEquals(whole, weights(tuning.to("part.cairn", true).options(few)));
		assertNotEquals(whole, weights(tuning.options(with(0, Teaching.NONE, rounds))));
		for (final HostArray array : whole.values())
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
	}

	@ParameterizedTest
	@MethodSource("all")
	void learnsFromScratchAndFromAModel(final double mixup, final Teaching teaching, final int rounds) {
		final Path parent = folder.resolve("parent.cairn");
		TinyModels.pretrained(new Architecture(2, 1, 4, 2), new Preprocessing(16, 1), 3).write(parent);
		for (final FineTunes tuning : List.of(FineTunes.in(folder), FineTunes.in(folder).from(parent))) {
			final RecordingProgress progress = new RecordingProgress();
			final ModelFile model = new FineTuning(TestPlugins.io(), tuning.cases("a").validation("b").steps(30, 1e-2).options(with(mixup,
				teaching, rounds)), progress).run();
			final String last = progress.lines().stream().filter(line -> line.startsWith("Mean Dice")).reduce((a, b) -> b)
				.orElseThrow();
			assertTrue(Double.parseDouble(last.replaceAll(".*: ([0-9.]+)\\.$", "$1")) > 0.5, last);
			assertEquals(30 * (1 + rounds), model.plan().provenance().steps());
		}
	}

	@Test
	void slicesThatNobodyAnnotatedAreUnlabelledOnes() throws IOException {
		FineTunes.save(folder, "a", (x, y, z) -> z > 1 ? 9 : x < 6 ? 0 : x < 11 ? 2 : 7);
		for (final Teaching teaching : List.of(Teaching.MEAN_TEACHER, Teaching.COPY_PASTE)) {
			final RecordingProgress progress = new RecordingProgress();
			new FineTuning(TestPlugins.io(), FineTunes.in(folder).cases("a").ignore(9).options(new FewLabels(List.of(), 0, teaching,
				SelfTraining.NONE)), progress).run();
			assertTrue(progress.lines().contains("Slices without labels come from 1 volume."), "" + progress.lines());
		}
	}

	@Test
	void slicesWithoutLabelsAreUnlabelledOnesIfThatIsSaid() throws IOException {
		FineTunes.save(folder, "a", (x, y, z) -> z != 1 || x < 6 ? 0 : x < 11 ? 2 : 7);
		final FineTunes tuning = FineTunes.in(folder).cases("a");
		final FewLabels teacher = new FewLabels(List.of(), 0, Teaching.MEAN_TEACHER, SelfTraining.NONE);
		assertRefused("unlabelledslices=ignore", () -> new FineTuning(TestPlugins.io(), tuning.options(teacher), Progress.SILENT).run());
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new FineTuning(TestPlugins.io(), tuning.rule(LabelRule.of("", false, "ignore")).options(teacher), progress).run();
		assertTrue(progress.lines().contains("Slices without labels come from 1 volume."), "" + progress.lines());
		assertEquals("{\"foreground\":false,\"unlabelled\":\"IGNORE\"}", model.plan().provenance().options().getAsJsonObject()
			.get("rule").toString());
		// Three of four slices would be background.
		assertEquals(6 / 16.0, model.plan().fingerprint().frequencies().get(0), 1e-9);
	}

	@Test
	void whatCannotBeIsRefusedWithAReason() {
		for (final Teaching teaching : List.of(Teaching.MEAN_TEACHER, Teaching.COPY_PASTE)) {
			final FineTuneOptions none = FineTunes.in(folder).cases("a").options(new FewLabels(List.of(), 0, teaching,
				SelfTraining.NONE));
			assertRefused("unlabelled", () -> new FineTuning(TestPlugins.io(), none, Progress.SILENT).run());
			final FineTuneOptions known = FineTunes.in(folder).options(with(0, teaching, 0));
			assertRefused("only volumes that are trained on", () -> new FineTuning(TestPlugins.io(), known, Progress.SILENT).run());
		}
		assertRefused("teacher and copypaste", () -> Teaching.of(true, true, false));
		assertEquals(Teaching.MEAN_TEACHER, Teaching.of(true, false, false));
		assertEquals(Teaching.COPY_PASTE, Teaching.of(false, true, false));
		assertRefused("copypaste", () -> with(0.1, Teaching.COPY_PASTE, 0));
		assertRefused("mixup", () -> with(-0.1, Teaching.NONE, 0));
		assertRefused("mixup", () -> with(1.5, Teaching.NONE, 0));
		final FineTuneOptions plain = FineTunes.in(folder).options(TestNetworks.of(4, 2, 16), 1);
		assertRefused("set rounds, teacher, copypaste or consistency, or leave unlabelled empty", () -> new FewLabels(plain.cases().training(), 0.2,
			Teaching.NONE, SelfTraining.NONE));
		assertRefused("batch", () -> new FineTuneOptions(plain.cases(), plain.pretrained(), plain.names(), plain.rule(), plain.augmentation(), with(0, Teaching.MEAN_TEACHER, 0), plain
				.network(), plain.run()));
	}

	private static void assertRefused(final String part, final Executable run) {
		final CairnException e = assertThrows(CairnException.class, run);
		assertTrue(e.getMessage().contains(part), e.getMessage());
	}
}
