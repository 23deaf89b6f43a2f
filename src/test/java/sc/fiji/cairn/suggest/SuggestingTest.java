// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests suggestions for small volumes: black ones, two slices of each of which are bright on the left or the right. */
class SuggestingTest {

	private static final int DEPTH = 6;

	@TempDir
	private Path folder;

	private void save(final String name, final int bright) throws IOException {
		TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, TestVolumes.spacing(1, 1, 1,
			"mm"), 16, 16, DEPTH, (x, y, z) -> (z == bright && x < 8 || z == bright + 1 && x >= 8 ? 100 : 0) + (x * 7 + y * 5 + z) % 5));
	}

	private void saveThree() throws IOException {
		save("a", 0);
		save("b", 2);
		save("c", 3);
	}

	private void label(final String name, final TestVolumes.Voxel voxel) throws IOException {
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, TestVolumes.spacing(1, 1, 1,
			"mm"), 16, 16, DEPTH, voxel));
	}

	private Path write(final ModelFile model) {
		final Path file = folder.resolve("m.cairn");
		model.write(file);
		return file;
	}

	private List<Suggestion> suggest(final LabelStrategy strategy, final LabelBudget budget, final Path model) {
		final List<Case> cases = Stream.of("a", "b", "c").map(name -> {
			final Path label = folder.resolve("labels").resolve(name + ".nii.gz");
			return new Case(name, folder.resolve("images").resolve(name + ".nii.gz"), Files.exists(label) ? label : null, 0);
		}).toList();
		return new Suggesting(TestPlugins.io(), new SuggestOptions(cases, SparseLabels.RULE, Optional.ofNullable(model), budget, strategy,
			1, "cpu", Selection.ALL), Progress.SILENT).run();
	}

	@Test
	void withoutAModelDifferentSlicesAreSuggested() throws IOException {
		saveThree();
		final List<Suggestion> suggestions = suggest(LabelStrategy.COVERAGE, LabelBudget.slices(6), null);
		assertEquals(List.of(1, 2, 3, 4, 5, 6), suggestions.stream().map(Suggestion::rank).toList());
		final Set<String> kinds = suggestions.stream().map(one -> {
			final int bright = one.name().equals("a") ? 1 : one.name().equals("b") ? 3 : 4;
			final int slice = one.slice().getAsInt();
			return slice == bright ? "left" : slice == bright + 1 ? "right" : "dark";
		}).collect(Collectors.toSet());
		assertEquals(Set.of("dark", "left", "right"), kinds);
		assertTrue(suggestions.stream().allMatch(one -> Double.isNaN(one.uncertainty()) && one.slices() == DEPTH));
	}

	@Test
	void whatIsKnownIsNotSuggestedAgain() throws IOException {
		saveThree();
		label("b", (x, y, z) -> z == 2 ? x / 8 : SparseLabels.UNKNOWN);
		for (final LabelStrategy strategy : List.of(LabelStrategy.RANDOM, LabelStrategy.EQUAL, LabelStrategy.COVERAGE)) {
			final List<Suggestion> all = suggest(strategy, LabelBudget.slices(100), null);
			assertEquals(3 * DEPTH - 1, all.size());
			assertTrue(all.stream().noneMatch(one -> one.name().equals("b") && one.slice().getAsInt() == 3));
		}
		final List<Suggestion> volumes = suggest(LabelStrategy.COVERAGE, new LabelBudget(true, 3), null);
		assertEquals(List.of("a", "c"), volumes.stream().map(Suggestion::name).sorted().toList());
		assertEquals(OptionalInt.empty(), volumes.get(0).slice());
	}

	@Test
	void encodersAndWhatAModelIsUnsureOfCount() throws IOException {
		saveThree();
		final Path pretrained = write(TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 4));
		assertEquals(4, suggest(LabelStrategy.COVERAGE, LabelBudget.slices(4), pretrained).size());
		final Path segmenter = write(TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 0), 8, 0, 1, 2));
		final List<Suggestion> unsure = suggest(LabelStrategy.UNCERTAINTY, LabelBudget.slices(1), segmenter);
		final List<Suggestion> all = suggest(LabelStrategy.BOTH, LabelBudget.slices(100), segmenter);
		final double most = all.stream().mapToDouble(Suggestion::uncertainty).max().orElseThrow();
		assertEquals(most, unsure.get(0).uncertainty());
		assertTrue(most > 0 && most <= 1);
		assertNotEquals(most, all.stream().mapToDouble(Suggestion::uncertainty).min().orElseThrow());
	}

	@Test
	void modelsForVolumesCompareTooAndChannelsMustFit() throws IOException {
		saveThree();
		final Architecture cubes = new Architecture(3, 1, 2, 2);
		final Path model = write(TinyModels.pretrained(cubes, new Preprocessing(16, 0, Preprocessing.Normalisation.PERCENTILES_1_99, 4,
			0), 4));
		assertEquals(3, suggest(LabelStrategy.COVERAGE, LabelBudget.slices(3), model).size());
		final Path other = write(TinyModels.pretrained(new Architecture(2, 2, 2, 2), new Preprocessing(16, 0), 4));
		assertTrue(assertThrows(CairnException.class, () -> suggest(LabelStrategy.COVERAGE, LabelBudget.slices(3), other))
			.getMessage().contains("1 channel, but the model is for images of 2"));
	}

	@Test
	void whatIsMissingIsSaid() throws IOException {
		saveThree();
		assertEquals("The strategy uncertainty needs a model that segments, but none is given; fine-tune one first, or use " +
			"strategy=equal.", assertThrows(CairnException.class, () -> suggest(LabelStrategy.UNCERTAINTY, LabelBudget.slices(1), null)).getMessage());
		final Path pretrained = write(TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 4));
		assertTrue(assertThrows(CairnException.class, () -> suggest(LabelStrategy.BOTH, LabelBudget.slices(1), pretrained)).getMessage()
			.contains("has been pretrained only; fine-tune one first"));
		for (final String name : List.of("a", "b", "c"))
			label(name, (x, y, z) -> x / 8);
		assertTrue(assertThrows(CairnException.class, () -> suggest(LabelStrategy.RANDOM, LabelBudget.slices(1), null))
			.getMessage().contains("are labelled, so there is nothing to suggest; add volumes."));
	}
}
