// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.ModelFile;

/** Tests the macros that come with the suite, with trainings of a few steps, in real ImageJ. */
class MacrosTest {

	private static final Path MACROS = Path.of("macros").toAbsolutePath();
	private static final Path TEST_IMAGES = Path.of("test-images").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void eachTaskHasAMacroThatWorks() throws Exception {
		final String small = " width=4 levels=2 iterations=2 batch=4 precision=float32 seed=3";
		final String checked = run("check-data.ijm", "images=[" + TEST_IMAGES + "/images] labels=[" + TEST_IMAGES + "/labels]");
		assertTrue(checked.contains("nothing is wrong"), checked);
		run("pretrain.ijm", "images=[" + TEST_IMAGES + "/unlabelled] include=unlabelled-0* model=[my models/pre.cairn]" +
			small);
		run("finetune.ijm", "images=[" + TEST_IMAGES + "/images] labels=[" + TEST_IMAGES +
			"/labels] cases=train-1 pretrained=[my models/pre.cairn] model=seg.cairn" + small);
		final String volumes = run("segment.ijm", "input=[" + TEST_IMAGES +
			"/images/test-1.nii.gz] model=seg.cairn output=one.tif probabilities=true");
		assertTrue(Files.size(folder.resolve("one.tif")) > 48 * 48 * 20);
		assertTrue(Files.size(folder.resolve("probabilities/one.tif")) > 4 * 4 * 48 * 48 * 20);
		assertTrue(volumes.lines().noneMatch(line -> line.startsWith("class 4")), volumes);
		run("annotate.ijm", "input=[" + TEST_IMAGES + "/images/test-1.nii.gz] labels=one.tif folder=[my cases]" +
			" pretrained=seg.cairn model=better.cairn iterations=2");
		assertTrue(Files.size(folder.resolve("better.cairn")) > 0);
		assertTrue(Files.exists(folder.resolve("my cases/images/test-1.nii.gz")));
		final Roi roi = new OvalRoi(15, 15, 20, 20);
		roi.setPosition(9);
		assertTrue(RoiEncoder.save(roi, folder.resolve("one.roi").toString()));
		run("annotate.ijm", "input=[" + TEST_IMAGES + "/images/test-2.nii.gz] rois=one.roi folder=[my cases]" +
			" pretrained=better.cairn model=best.cairn iterations=2");
		assertEquals(3, ModelFile.read(folder.resolve("best.cairn")).plan().classes().size() - 1);
		assertTrue(Files.exists(folder.resolve("my cases/labels/test-2.nii.gz")));
		final String outlined = run("train-on-image.ijm", "input=[" + TEST_IMAGES + "/images/test-1.nii.gz] annotations=[" +
			TEST_IMAGES + "/labels/test-1.nii.gz] folder=rounds" + small);
		assertTrue(outlined.contains("test-1 has "), outlined);
		assertTrue(Files.size(folder.resolve("rounds/model-1.cairn")) > 0);
		run("segment-folder.ijm", "images=[" + TEST_IMAGES + "/images] include=test-* model=seg.cairn output=predicted probabilities=true");
		final String scores = run("evaluate.ijm", "predictions=predicted labels=[" + TEST_IMAGES + "/labels] output=e.csv");
		assertEquals(List.of("class 1:", "class 2:", "class 3:", "class all:"), scores.lines().filter(line -> line
			.startsWith("class ")).map(line -> line.substring(0, line.indexOf(':') + 1)).toList());
		assertTrue(Files.readString(folder.resolve("e.csv")).contains("test-6"));
	}

	@Test
	void methodsAreComparedInOneLine() throws Exception {
		run("compare.ijm", "images=[" + TEST_IMAGES + "/images] labels=[" + TEST_IMAGES +
			"/labels] methods=scratch;global counts=1 draws=1 test=0.25 output=[my study] iterationspretraining=2" +
			" batchpretraining=4 width=4 levels=2 iterations=2 batch=4 precision=float32 seed=3");
		assertEquals(1 + 2 * 2, Files.readAllLines(folder.resolve("my study/results.csv")).size());
		assertTrue(Files.readString(folder.resolve("my study/report.md")).contains("Finished: 2 of 2 runs."));
	}

	@Test
	void theQuickStartLeavesWhatItPromises() throws Exception {
		final String macro = Files.readString(MACROS.resolve("quickstart.ijm"));
		final String small = macro.replaceAll("iterations=\\d+", "iterations=2").replace("width=8", "width=4").replace(
			"data = \"test-images/scanners\"", "data = \"" + TEST_IMAGES.toString().replace('\\', '/') + "/scanners\"");
		final MacroRun run = MacroRun.of(folder, small, "out");
		assertEquals("", run.err());
		assertEquals(0, run.status());
		for (final String file : List.of("model-of-unlabelled.cairn", "scratch.cairn", "pretrained.cairn", "scratch.csv",
			"pretrained.csv", "overview.png", "scratch/test-a1.nii.gz", "pretrained/test-d2.nii.gz"))
			assertTrue(Files.size(folder.resolve("out").resolve(file)) > 0, file);
		final List<String> table = run.out().lines().dropWhile(line -> !line.startsWith("mean Dice")).toList();
		assertEquals("mean Dice               from scratch      pretrained        ", table.get(0));
		final double[][] dice = new double[5][2];
		for (int row = 0; row < 5; row++)
			for (int column = 0; column < 2; column++)
				dice[row][column] = Double.parseDouble(table.get(1 + row).substring(24 + 18 * column).strip().split(" +")[0]);
		for (int column = 0; column < 2; column++)
			assertEquals(dice[4][column], (dice[0][column] + dice[1][column] + dice[2][column] + dice[3][column]) / 4, 0.0011);
		final double gain = 100 * (dice[4][1] - dice[4][0]);
		final Matcher said = Pattern.compile("With one labelled volume and the same steps, pretraining on unlabelled ones " +
			"(gained|cost) ([\\d.]+) points of Dice in this run; .*").matcher(table.get(6));
		assertTrue(said.matches(), table.get(6));
		assertEquals(gain, Double.parseDouble(said.group(2)) * (said.group(1).equals("cost") ? -1 : 1), 0.16);
	}

	private String run(final String macro, final String argument) throws Exception {
		final MacroRun run = MacroRun.file(folder, MACROS.resolve(macro), argument);
		assertEquals("", run.err(), macro);
		assertEquals(0, run.status(), macro);
		return run.out();
	}
}
