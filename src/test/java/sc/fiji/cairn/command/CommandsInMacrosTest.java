// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;

/** Tests the commands that need no engine as a macro calls them, in real ImageJ. */
class CommandsInMacrosTest {

	private static final Path TEST_IMAGES = Path.of("test-images").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void thePhantomOpensWithItsLabels() throws Exception {
		assertEquals(List.of("Cairn Phantom 2", "1 1 2 mm", "48 20", "Cairn Phantom (2) 4", "8 3"), lines("""
			run("Cairn Phantom");
			print(getTitle() + " " + nImages);
			getVoxelSize(x, y, z, unit);
			print("" + x + " " + y + " " + z + " " + unit);
			getDimensions(width, height, channels, slices, frames);
			print("" + width + " " + slices);
			run("Cairn Phantom");
			print(getTitle() + " " + nImages);
			selectImage("Labels of Cairn Phantom");
			Stack.getStatistics(count, mean, min, max);
			print("" + bitDepth() + " " + max);
			"""));
	}

	@Test
	void evaluationFillsTheResultsTableAndTheFile() throws Exception {
		final List<String> lines = lines("""
			run("Cairn Evaluate...", "predictions=[%1$s/labels] labels=[%1$s/labels] output=scores/evaluation.csv");
			for (row = 0; row < nResults; row++) {
				if (getResultString("case", row) == "mean") print(getResultString("class", row), getResult("dice", row));
			}
			""".formatted(TEST_IMAGES));
		assertEquals(List.of("1 1", "2 1", "3 1", "all 1"), lines.subList(lines.size() - 4, lines.size()));
		assertTrue(Files.readString(folder.resolve("scores/evaluation.csv")).startsWith("case,class,dice,iou,hd95"));
	}

	@Test
	void theDataCheckFillsTheResultsTableAndTheFile() throws Exception {
		final List<String> lines = lines("""
			run("Cairn Check Data...", "images=[%1$s/images;%1$s/unlabelled] labels=[%1$s/labels] output=cases.csv");
			for (row = 0; row < nResults; row++) {
				if (startsWith(getResultString("case", row), "unlabelled-1")) print(getResultString("problem", row));
			}
			print(nResults, getResultString("labels", 0));
			""".formatted(TEST_IMAGES));
		assertTrue(lines.contains("24 cases, 8 with labels; something is wrong with 16 of them."), lines.toString());
		assertEquals("The image has no label image of its name.", lines.get(lines.size() - 2));
		assertTrue(lines.get(lines.size() - 1).startsWith("24 0: "), lines.get(lines.size() - 1));
		assertEquals(1 + 24, Files.readAllLines(folder.resolve("cases.csv")).size());
	}

	@Test
	void theOverviewIsShownAndWritten() throws Exception {
		final List<String> lines = lines("""
			run("Cairn Overview...", "images=[%1$s/images] labels=[%1$s/labels] predictions=[%1$s/labels] rows=2 output=o.png");
			print(getTitle() + " " + getWidth() + " " + getHeight());
			""".formatted(TEST_IMAGES));
		final BufferedImage figure = ImageIO.read(folder.resolve("o.png").toFile());
		assertEquals("Cairn Overview " + figure.getWidth() + " " + figure.getHeight(), lines.get(lines.size() - 1));
		assertTrue(figure.getWidth() > 500 && figure.getHeight() > 500);
	}

	@Test
	void aMissingFolderEndsTheMacroAndNothingIsWritten() throws Exception {
		final MacroRun run = MacroRun.of(folder, "run('Cairn Evaluate...', 'predictions=nowhere labels=[" + TEST_IMAGES +
			"/labels] output=e.csv');", "");
		assertEquals(1, run.status());
		assertTrue(run.err().contains("The folder nowhere given as \"predictions\" does not exist"), run.err());
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(".java", "err.txt", "out.txt", "test.ijm"), files.map(file -> file.getFileName().toString()).sorted()
				.toList());
		}
	}

	@Test
	void aModelTellsWhatItIsAndWhatToCite() throws Exception {
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 8, 0, 1).write(folder.resolve("m.cairn"));
		final List<String> lines = lines("""
			run("Cairn Model Info...", "model=m.cairn output=info.txt");
			run("Cairn Cite...", "output=cairn.bib");
			run("Cairn Cite...", "model=m.cairn output=model.bib");
			""");
		assertTrue(lines.contains("Task: segments images into 1 class and background"), lines.toString());
		assertTrue(Files.readString(folder.resolve("info.txt")).startsWith("Model: m.cairn\n"));
		assertEquals(1, Files.readString(folder.resolve("cairn.bib")).split("@").length - 1);
		assertEquals(2, Files.readString(folder.resolve("model.bib")).split("@").length - 1);
	}

	@Test
	void theDocumentationComesAlong() throws Exception {
		// NB: the jar has docs and macros at its root, as the repository has.
		final MacroRun run = MacroRun.of(folder, "run('Cairn Help');", "", Path.of("."));
		assertEquals("", run.err());
		final Matcher said = Pattern.compile("Cairn's documentation is at (file:\\S+index\\.html)\\.").matcher(run.out().strip());
		assertTrue(said.matches(), run.out());
		assertTrue(Files.readString(Path.of(URI.create(said.group(1)))).contains("<h1 id=\"cairn\">Cairn</h1>"));
	}

	@Test
	void thePhantomDataSetCanBeTrainedOn() throws Exception {
		final List<String> lines = lines("run('Cairn Phantom Data Set...', 'folder=[my data]');");
		for (final String file : List.of("images/train-1.nii.gz", "labels/train-1.nii.gz", "unlabelled/unlabelled-16.nii.gz"))
			assertEquals(-1, Files.mismatch(TEST_IMAGES.resolve(file), folder.resolve("my data").resolve(file)), file);
		assertTrue(lines.get(lines.size() - 1).contains("cases=train-1;train-2"), lines.toString());
	}

	private List<String> lines(final String macro) throws Exception {
		final MacroRun run = MacroRun.of(folder, macro, "");
		assertEquals("", run.err());
		assertEquals(0, run.status());
		return run.out().lines().toList();
	}
}
