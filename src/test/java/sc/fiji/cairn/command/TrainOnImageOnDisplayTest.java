// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.command.macro.ImageTrainer;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.ui.VirtualDisplay;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests how many clicks it takes from a drawing to a model. Pictures stay in {@code target/screenshots}. */
class TrainOnImageOnDisplayTest {

	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void twoClicksMakeAModelAndTwoMoreABetterOne() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "There is no Xvfb.");
		Files.createDirectories(PICTURES);
		TestVolumes.write(folder.resolve("cells.tif"), TestVolumes.floats("cells", TestVolumes.spacing(0.5, 0.5, 1, "micron"), 32,
			32, 5, (x, y, z) -> (Math.hypot(x - 13 - z, y - 16) < 8 ? 200 : 60) + 10 * Math.sin(3 * x + 5 * y + z)));
		final MacroRun run;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			run = MacroRun.onDisplay(folder, display.name(), ImageTrainer.class, List.of(folder.resolve("cells.tif").toString(), PICTURES.toString()));
		}
		assertEquals(0, run.status(), run.err() + run.out());
		final List<String> lines = run.out().lines().toList();
		assertTrue(lines.containsAll(List.of("first input: the active image, cells.tif", "first annotations: 1 ROI of the ROI " +
			"Manager", "first names: one class", "first pretrained: none yet: from scratch", "first folder: " + folder.resolve("cairn").toAbsolutePath(),
			"model after 2 clicks and no typed path", "second annotations: 2 ROIs of the ROI Manager",
			"second pretrained: model-1.cairn, the latest of the folder", "Segment: the active image, cells.tif, model-2.cairn",
			"segmented after 6 clicks and no typed path")), run.out());
		assertTrue(Files.exists(folder.resolve("cairn/model-2.cairn")));
	}
}
