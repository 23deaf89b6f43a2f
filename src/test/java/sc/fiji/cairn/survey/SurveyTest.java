// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.measure.ResultsTable;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.NamePattern;
import sc.fiji.cairn.evaluate.Csv;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests {@link Survey} on small data sets with known faults. */
class SurveyTest {

	private static final Geometry USUAL = TestVolumes.spacing(1, 1, 2, "mm");

	@TempDir
	Path folder;

	private void image(final String name, final Geometry geometry, final int depth, final TestVolumes.Voxel voxel)
		throws IOException
	{
		TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, geometry, 8, 6, depth,
			voxel));
	}

	private void label(final String name, final int depth, final TestVolumes.Voxel voxel) throws IOException {
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, USUAL, 8, 6, depth,
			voxel));
	}

	/** A case with nothing wrong: the left half is background, the right half a class. */
	private void good(final String name) throws IOException {
		image(name, USUAL, 4, (x, y, z) -> x + y * z);
		label(name, 4, (x, y, z) -> x / 4);
	}

	private SurveyOptions options(final String ignore, final boolean foreground) {
		return new SurveyOptions(List.of(new ImageFolder(folder.resolve("images"))), Optional.of(folder.resolve("labels")), true,
			LabelRule.of(ignore, foreground, "ask"), Selection.ALL);
	}

	private SurveyResult survey() {
		return new Survey(TestPlugins.io(), options("", false), Progress.SILENT).run();
	}

	private static String problems(final SurveyResult result, final String name) {
		return String.join(" ", result.cases().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow()
			.problems());
	}

	@Test
	void goodCasesAreDescribed() throws IOException {
		for (final String name : List.of("a", "b", "c", "d", "e"))
			good(name);
		final SurveyResult result = survey();
		assertEquals(0, result.wrong());
		assertEquals("8 x 6 x 4", result.cases().get(0).extent().orElseThrow().size());
		assertEquals(new TreeMap<>(Map.of(0, 96L, 1, 96L)), result.cases().get(0).voxels());
		assertEquals(List.of("5 cases, 5 with labels; nothing is wrong with them.", "Label values: 0: 480 (50.0 %), " +
			"1: 480 (50.0 %).", "With dimensions=auto: The network is 2D, because slices are 2.0 times as far apart as " +
				"pixels, and stacks usually have 4; 3D is for less than 2 times, and at least 16 slices.",
			"With validation=0.2, 1 of the 5 labelled cases would watch the training."), result.remarks());
	}

	@Test
	void whatIsWrongIsSaidOfEachCase() throws IOException {
		for (final String name : List.of("a", "b", "c"))
			good(name);
		image("alone", USUAL, 4, (x, y, z) -> x);
		label("orphan", 4, (x, y, z) -> x / 4);
		image("cut", USUAL, 4, (x, y, z) -> x * y);
		label("cut", 3, (x, y, z) -> x / 4);
		image("flat", USUAL, 4, (x, y, z) -> 7);
		label("flat", 4, (x, y, z) -> x / 4);
		image("far", TestVolumes.spacing(1, 1, 9, "mm"), 4, (x, y, z) -> x);
		label("far", 4, (x, y, z) -> 0);
		image("single", USUAL, 1, (x, y, z) -> x);
		label("single", 1, (x, y, z) -> 3 * (x / 4));
		image("broken", USUAL, 4, (x, y, z) -> x * y + z);
		label("broken", 4, (x, y, z) -> x / 4);
		final Path broken = folder.resolve("images/broken.nii.gz");
		Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 200));
		final SurveyResult result = survey();
		assertEquals(6, result.wrong());
		assertEquals("The image has no label image of its name.", problems(result, "alone"));
		assertEquals("The label image has no image of its name.", problems(result, "orphan"));
		assertEquals("The label image has 8 x 6 x 3 voxels, but its image has 8 x 6 x 4.", problems(result, "cut"));
		assertTrue(problems(result, "flat").contains("is constant"), problems(result, "flat"));
		assertTrue(problems(result, "far").contains("Voxels are 1.00 x 1.00 x 9.00 mm apart, but in most images 1.00 x 1.00 " +
			"x 2.00 mm"), problems(result, "far"));
		assertTrue(problems(result, "far").contains("background only"), problems(result, "far"));
		assertEquals("", problems(result, "single"));
		assertTrue(problems(result, "broken").contains("broken.nii.gz"), problems(result, "broken"));
		assertEquals("", problems(result, "a"));
		assertTrue(result.remarks().contains("No label image holds the value 2, though there are larger ones; check that no " +
			"class is missing."), result.remarks().toString());
		assertEquals("10 cases, 9 with labels; something is wrong with 6 of them.", result.remarks().get(0));
	}

	@Test
	void spacingMayBeUnknown() throws IOException {
		TestVolumes.write(folder.resolve("images/a.tif"), TestVolumes.floats("a", Geometry.unknown(), 8, 6, 4, (x, y,
			z) -> x));
		label("a", 4, (x, y, z) -> x / 4);
		final SurveyResult result = survey();
		assertTrue(problems(result, "a").contains("distances of voxels are not known"), problems(result, "a"));
		assertTrue(result.remarks().toString().contains("2D, because the distance of slices is not known"), result.remarks()
			.toString());
	}

	@Test
	void valuesAreReadAsTheRuleSays() throws IOException {
		image("a", USUAL, 4, (x, y, z) -> x);
		label("a", 4, (x, y, z) -> x);
		final SortedMap<Integer, Long> ignored = new Survey(TestPlugins.io(), options("7", false), Progress.SILENT).run().cases().get(0).voxels();
		assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), List.copyOf(ignored.keySet()));
		final SortedMap<Integer, Long> objects = new Survey(TestPlugins.io(), options("", true), Progress.SILENT).run().cases().get(0).voxels();
		assertEquals(new TreeMap<>(Map.of(0, 24L, 1, 168L)), objects);
	}

	@Test
	void theTableAndTheFileSayTheSame() throws IOException {
		good("a");
		image("b", USUAL, 4, (x, y, z) -> x);
		final SurveyResult result = survey();
		final ResultsTable table = SurveyTable.of(result);
		assertEquals(2, table.size());
		assertEquals("a.nii.gz", table.getStringValue("label", 0));
		assertEquals(2, table.getValue("spacing_z", 1));
		final Path file = folder.resolve("deep/cases.csv");
		SurveyTable.write(result, file);
		final List<String> lines = Files.readAllLines(file);
		assertEquals(List.of("a", "a.nii.gz", "a.nii.gz", "8", "6", "4", "1", "1", "1", "1", "2", "mm",
			"0: 96 (50.0 %), 1: 96 (50.0 %)", ""), Csv.cells(lines.get(1)));
		assertEquals("The image has no label image of its name.", Csv.cells(lines.get(2)).get(13));
		assertEquals(table.getColumnHeadings().strip().replace('\t', ','), lines.get(0));
	}

	@Test
	void aMissingFolderIsNamedAndCancelIsHeeded() throws IOException {
		good("a");
		final SurveyOptions missing = new SurveyOptions(List.of(new ImageFolder(folder.resolve("images"))), Optional.of(Path.of("nowhere")), true,
			LabelRule.PLAIN, Selection.ALL);
		assertTrue(assertThrows(CairnException.class, () -> new Survey(TestPlugins.io(), missing, Progress.SILENT).run()).getMessage().contains(
			"nowhere"));
		assertThrows(CancellationException.class, () -> new Survey(TestPlugins.io(), options("", false), new RecordingProgress("Checking", 0))
			.run());
	}

	@Test
	void namesThatNearlyFitAreSaid() throws IOException {
		good("a");
		image("b", USUAL, 4, (x, y, z) -> x + y * z);
		label("b_seg", 4, (x, y, z) -> x / 4);
		assertEquals("The image has no label image of its name. Rename the label image b_seg.nii.gz to b.nii.gz, because an image " +
			"and its labels have the same name.", problems(survey(), "b"));
	}

	@Test
	void labelsOnSomeSlicesAndFilesThatAreLeftOutAreSaid() throws IOException {
		good("a");
		TestVolumes.write(folder.resolve("images/b.nii.gz"), TestVolumes.floats("b", USUAL, 8, 6, 9, (x, y, z) -> x + y * z));
		TestVolumes.write(folder.resolve("labels/b.nii.gz"), TestVolumes.bytes("b", USUAL, 8, 6, 9, (x, y, z) -> z == 4 ? 1 : 0));
		Files.write(folder.resolve("images/c.czi"), new byte[16]);
		Files.createSymbolicLink(folder.resolve("images/d.nii.gz"), Path.of("gone"));
		final SurveyResult result = survey();
		assertEquals("It seems that some slices have not been labelled: only slice 5 of 9 carries labels; give " +
			"unlabelledslices=ignore to what learns from them if nothing is known about the others, or unlabelledslices=background " +
			"if these are background.", problems(result, "b"));
		assertTrue(problems(result, "c").contains("c.czi is left out, because its format is not read"), problems(result, "c"));
		assertTrue(problems(result, "d").contains("is a link to"), problems(result, "d"));
		assertEquals(3, result.wrong());
		final SurveyOptions told = new SurveyOptions(List.of(new ImageFolder(folder.resolve("images"), new NamePattern("b.*"))), Optional.of(folder.resolve(
			"labels")), true, LabelRule.of("", false, "ignore"), Selection.ALL);
		assertEquals(0, new Survey(TestPlugins.io(), told, Progress.SILENT).run().wrong());
	}

	@Test
	void whatIsLeftOutOfAFolderIsWhatItsOwnPatternFits() throws IOException {
		for (final String part : List.of("one", "two")) {
			TestVolumes.write(folder.resolve(part).resolve("a.nii"), TestVolumes.floats("a", TestVolumes.spacing(1, 1, 1, "mm"), 4, 4, 2, (x, y,
				z) -> x));
			Files.write(folder.resolve(part).resolve("b.czi"), new byte[4]);
		}
		final SurveyOptions options = new SurveyOptions(List.of(new ImageFolder(folder.resolve("one"), new NamePattern("a*")),
			new ImageFolder(folder.resolve("two"), new NamePattern("*"))), Optional.empty(), false, LabelRule.PLAIN, Selection.ALL);
		assertEquals(List.of(folder.resolve("two/b.czi")), new Survey(TestPlugins.io(), options, Progress.SILENT).run().cases().stream()
			.filter(one -> !one.problems().isEmpty()).flatMap(one -> one.image().stream()).toList());
	}
}
