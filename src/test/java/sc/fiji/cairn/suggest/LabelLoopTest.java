// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.RoundsFolder.Annotated;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Recipe;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Tests rounds of labelling volumes whose left half is dark, and whose labels tell the halves apart. */
class LabelLoopTest {

	private static final Geometry MM = TestVolumes.spacing(1, 1, 1, "mm");
	private static final int DEPTH = 5;
	private static final Recipe STEPS = new Recipe(25, 4, 3e-3, Optimisation.COMMON);

	@TempDir
	private Path folder;

	private LabelLoop loop(final double gain) {
		return loop(gain, LabelStrategy.BOTH, Optional.empty());
	}

	private LabelLoop loop(final double gain, final LabelStrategy strategy, final Optional<Path> pretrained) {
		final CaseFolder folders = new CaseFolder(TestPlugins.io());
		return new LabelLoop(folders, new LoopOptions(folders.images(List.of(new ImageFolder(folder.resolve("images")))), LabelBudget
			.slices(2), strategy, gain, pretrained, TestNetworks.of(4, 2, 16), STEPS, STEPS, 3, "cpu", Precision.FLOAT32, Selection.ALL), folder.resolve("rounds"));
	}

	private void label(final LabelLoop loop, final List<Suggestion> suggestions) {
		for (final Suggestion one : suggestions) {
			final Volume truth = TestVolumes.bytes(one.name(), MM, 16, 16, DEPTH, (x, y, z) -> x < 8 ? 0 : 1);
			loop.add(new Annotated(one.name(), TestPlugins.io().open(one.image()), SparseLabels.known(truth).only(Set.of(one.slice()
				.getAsInt() - 1))));
		}
	}

	private void saveThree() throws IOException {
		for (final String name : List.of("a", "b", "c"))
			TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, MM, 16, 16, DEPTH, (x, y,
				z) -> (x < 8 ? 0 : 100) + (x * 7 + y * 5 + z * 3) % 11));
	}

	private LabelRound train(final LabelLoop loop) {
		return loop.train(List.of("right"), Progress.SILENT, TrainingListener.NONE);
	}

	/** Counts the slices of which the labels of a round know something. */
	private int known(final int round) throws IOException {
		int count = 0;
		for (final Path file : new CaseFolder(TestPlugins.io()).files(folder.resolve("rounds/labels-" + round)).values()) {
			final float[] labels = Voxels.floats(TestPlugins.io().open(file).grid(0, 0));
			for (int z = 0; z < DEPTH; z++)
				if (labels[z * 256] != SparseLabels.UNKNOWN) count++;
		}
		return count;
	}

	@Test
	void eachRoundLabelsOtherSlicesAndTellsHowGoodTheModelBeforeWas() throws IOException {
		saveThree();
		final LabelLoop loop = loop(0.01);
		assertTrue(assertThrows(CairnException.class, () -> train(loop)).getMessage().contains("label one first"));
		final Set<String> seen = new HashSet<>();
		for (int round = 1; round <= 3; round++) {
			final List<Suggestion> next = loop.suggest(Progress.SILENT);
			next.forEach(one -> assertTrue(seen.add(one.words()), one.words()));
			assertEquals(2, next.size());
			assertEquals(round > 1, next.get(0).uncertainty() >= 0, "known once there is a model");
			label(loop, next);
			assertEquals(2, loop.pending());
			final LabelRound done = train(loop);
			assertEquals(round, done.number());
			assertEquals(2 * round, done.slices());
			assertEquals(2 * round, known(round));
			assertEquals(round > 1, done.dice() > 0.5, "" + done);
			assertFalse(round < 3 && loop.isEnough());
		}
		assertTrue(Files.exists(folder.resolve("rounds/model-3.cairn")));
		label(loop, loop.suggest(Progress.SILENT));
		loop.save(List.of("right"));
		assertEquals(8, known(4), "kept without a training");
		final List<LabelRound> history = loop.history();
		final double rise = history.get(2).dice() - history.get(1).dice();
		assertEquals(rise < 0.01, loop.isEnough());
		final LabelLoop again = loop(Math.min(0.99, Math.max(0, rise + 0.01)));
		assertEquals(history.toString(), again.history().toString());
		assertTrue(again.isEnough(), "less than asked for");
		assertEquals(List.of("right"), again.classes());
	}

	@Test
	void afterATrainingThatFailedTheDiceOfItsSlicesIsKnownStill() throws IOException {
		saveThree();
		final LabelLoop loop = loop(0);
		label(loop, loop.suggest(Progress.SILENT));
		train(loop);
		label(loop, loop.suggest(Progress.SILENT));
		assertThrows(CancellationException.class, () -> loop.train(List.of("right"), new RecordingProgress("Fine-tuning", 1),
			TrainingListener.NONE));
		final LabelLoop again = loop(0);
		final LabelRound same = train(again);
		assertEquals(2, same.number());
		assertEquals(4, same.slices());
		assertTrue(same.dice() > 0.5, "" + same);
		assertTrue(Double.isNaN(train(again).dice()), "nothing new");
	}

	@Test
	void theFirstRoundStartsFromAPretrainedModel() throws IOException {
		saveThree();
		final Path file = folder.resolve("pretrained.cairn");
		TinyModels.pretrained(new Architecture(2, 1, 4, 2), new Preprocessing(16, 0), 4).write(file);
		final LabelLoop loop = loop(0, LabelStrategy.COVERAGE, Optional.of(file));
		assertTrue(loop.model().isEmpty(), "none to predict with");
		label(loop, loop.suggest(Progress.SILENT));
		train(loop);
		assertEquals(ModelFile.read(file).plan().provenance(), ModelFile.read(folder.resolve("rounds/model-1.cairn")).plan().provenance()
			.parent());
	}

	/** Else the labels of one would be taken for those of the other. */
	@Test
	void imagesOfOneNameAreRefused() throws IOException {
		final CaseFolder folders = new CaseFolder(TestPlugins.io());
		for (final String day : List.of("one", "two"))
			TestVolumes.write(folder.resolve(day).resolve("scan.nii.gz"), TestVolumes.floats("scan", MM, 16, 16, DEPTH, (x, y, z) -> x));
		final List<Case> cases = folders.images(List.of(new ImageFolder(folder.resolve("one")), new ImageFolder(folder.resolve("two"))));
		final String told = "The images " + cases.get(0).image() + " and " + cases.get(1).image() +
			" have the same name, so their label images cannot be told apart; rename one of them.";
		assertEquals(told, assertThrows(CairnException.class, () -> new LoopOptions(cases, LabelBudget.slices(1), LabelStrategy.EQUAL, 0, Optional.empty(),
			TestNetworks.of(4, 2, 16), STEPS, STEPS, 1, "cpu", Precision.FLOAT32, Selection.ALL)).getMessage());
		assertEquals(told, assertThrows(CairnException.class, () -> new SuggestOptions(cases, SparseLabels.RULE, Optional.empty(), LabelBudget
			.slices(1), LabelStrategy.EQUAL, 1, "cpu", Selection.ALL)).getMessage());
	}

	@Test
	void wholeVolumesAreNoBudgetOfARound() {
		assertTrue(assertThrows(CairnException.class, () -> new LoopOptions(List.of(), new LabelBudget(true, 1), LabelStrategy.EQUAL, 0, Optional.empty(), TestNetworks.of(4,
			2, 16), STEPS, STEPS, 1, "cpu", Precision.FLOAT32, Selection.ALL)).getMessage().contains("give the budget in slices or minutes"));
	}
}
