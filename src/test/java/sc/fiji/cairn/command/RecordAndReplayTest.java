// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.command.macro.WindowedImageJ;
import sc.fiji.cairn.ui.VirtualDisplay;

/**
 * Tests that what is done in the real ImageJ window is recorded as macro lines that do the same again without a display,
 * and that dialogs behave. Leaves pictures of all dialogs in {@code target/screenshots}.
 */
class RecordAndReplayTest {

	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void whatTheWindowDoesAMacroDoesAgain() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "There is no Xvfb.");
		EveryCommand.prepare(folder);
		final MacroRun shown;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			shown = MacroRun.onDisplay(folder, display.name(), WindowedImageJ.class, List.of("lines.txt", PICTURES
				.toString()));
		}
		assertEquals(0, shown.status(), shown.err() + shown.out());
		final String out = shown.out();
		assertTrue(out.contains("cancelled: nothing recorded\n"), out);
		assertTrue(out.contains("checked: 8 cases, 8 with labels; nothing is wrong with them."), out);
		assertTrue(out.contains("phantom: slice 10 of 20, zoom 8.0, slice 10 of 20, zoom 8.0\n"), out);
		assertTrue(out.contains("outlook: Trains on 4 cases and validates on 4 cases: "), out);
		assertTrue(out.contains("outlook: 2 trainings and 1 pretraining, about ") && out.contains(" a step of 4 slices takes "),
			out);
		assertTrue(out.contains("Fiji: confirmed number=9 rate=0.5, cancelled true, unasked number=3 rate=0.5, " +
			"recorded run(\"Cairn Probe...\", \"images=none number=9\");\n"), out);
		assertTrue(out.contains("Fiji: remembered 9\nFiji: usual 7\n"), out);
		assertPictures();
		final List<String> recorded = Files.readAllLines(folder.resolve("recorded.ijm")).stream().filter(line -> line
			.startsWith("run(\"Cairn")).toList();
		assertEquals(EveryCommand.LINES.stream().map(line -> line.substring(0, line.indexOf('|'))).toList(), recorded.stream().map(
			line -> line.split("\"")[1]).toList());
		for (int i = 1; i < recorded.size(); i++)
			assertRecorded(EveryCommand.LINES.get(i), recorded.get(i));
		final MacroRun replayed = MacroRun.of(folder, String.join("\n", recorded).replace("out/", "again/"), "");
		assertEquals("", replayed.err());
		assertEquals(0, replayed.status());
		EveryCommand.assertSame(folder.resolve("out"), folder.resolve("again"));
	}

	/** All that was entered is there, and no more than the basic parameters beside it. */
	private static void assertRecorded(final String line, final String macro) {
		final Map<String, String> entered = MacroOptions.split(line.substring(line.indexOf('|') + 1));
		final Map<String, String> recorded = MacroOptions.split(macro.split("\"")[3]);
		entered.forEach((key, value) -> assertEquals(value, recorded.get(key), macro));
		assertTrue(recorded.size() <= entered.size() + 8, macro);
	}

	private static void assertPictures() throws IOException {
		for (final CommandInfo info : CommandRulesTest.commands()) {
			if (Parameters.of(info).keys().isEmpty()) continue;
			final String name = Parameters.label(info).replace("...", "").toLowerCase(Locale.ROOT).replace(' ', '-');
			assertTrue(ImageIO.read(PICTURES.resolve(name + ".png").toFile()).getWidth() > 500, name);
		}
	}
}
