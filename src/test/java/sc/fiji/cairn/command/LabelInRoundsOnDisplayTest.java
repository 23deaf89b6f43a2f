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

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.command.macro.RoundLabeller;
import sc.fiji.cairn.ui.VirtualDisplay;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests rounds of suggesting, labelling and training in their window. Pictures stay in {@code target/screenshots}. */
class LabelInRoundsOnDisplayTest {

	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void slicesAreLabelledAndLearntFromRoundByRound() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "There is no Xvfb.");
		Files.createDirectories(PICTURES);
		for (final int shift : new int[] { 0, 2, 4 })
			TestVolumes.write(folder.resolve("images/cells-" + shift + ".tif"), TestVolumes.floats("cells", TestVolumes.spacing(0.5, 0.5,
				1, "micron"), 32, 32, 5, (x, y, z) -> (Math.hypot(x - 12 - shift, y - 16) < 8 ? 200 : 60) + 10 * Math.sin(3 * x + 5 * y +
					z)));
		final MacroRun run;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			run = MacroRun.onDisplay(folder, display.name(), RoundLabeller.class, List.of(folder.toString(), PICTURES.toString()));
		}
		assertEquals(0, run.status(), run.err() + run.out());
		final List<String> lines = run.out().lines().toList();
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("refused: Nothing is drawn on slice ")), run.out());
		assertTrue(lines.contains("round 1: 2 labelled slices"), run.out());
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("round 3: 6 labelled slices, Dice 0.")), run.out());
		assertTrue(Files.exists(folder.resolve("rounds/model-3.cairn")));
		assertEquals(4, Files.readAllLines(folder.resolve("rounds/rounds.csv")).size());
	}
}
