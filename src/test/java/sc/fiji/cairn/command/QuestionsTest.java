// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.command.macro.QuestionsInImageJ;
import sc.fiji.cairn.ui.VirtualDisplay;

/** Tests what only the user can decide: macros end with the key, dialogs ask. */
class QuestionsTest {

	private static final Decision EXISTS = new Decision("The file a.csv exists", "overwrite", new Decision.Answer("true",
		"Replace it"));

	@TempDir
	Path folder;

	@Test
	void theSentenceNamesTheKeyAndItsValues() {
		assertEquals("The file a.csv exists; give overwrite=true to replace it.", EXISTS.sentence());
		assertEquals("An interrupted run is there; give resume=true to go on, or overwrite=true to begin anew.", new Decision(
			"An interrupted run is there", "overwrite", new Decision.Answer("resume", "true", "Go on"), new Decision.Answer("true",
				"Begin anew")).sentence());
		assertEquals("Two slices carry labels; give slices=a to ignore the rest, or slices=b to take it for background.",
			new Decision("Two slices carry labels", "slices", new Decision.Answer("a", "Ignore the rest"), new Decision.Answer("b",
				"Take it for background")).sentence());
	}

	@Test
	void decisionsAreNoMistakes() {
		final Problems problems = new Problems(Set.of("output", "rate"));
		problems.check("output", () -> {
			throw new UndecidedException(EXISTS);
		});
		assertFalse(problems.isEmpty());
		assertEquals(Map.of(), problems.mistakes());
		assertEquals(Optional.of(EXISTS), problems.decision());
		problems.check("rate", () -> {
			throw new CairnException("The rate is too high.");
		});
		assertEquals(Set.of("rate"), problems.mistakes().keySet());
		assertEquals(EXISTS.sentence(), assertThrows(UndecidedException.class, problems::throwFirst).getMessage());
	}

	@Test
	void whereNobodyCanBeAskedTheSentenceIsTheFailure() {
		final ProbeCommand probe = new ProbeCommand();
		assertThrows(UndecidedException.class, () -> probe.decide(new Decision("It is unclear", "blank", new Decision.Answer(
			"ignore", "Ignore it"))));
	}

	@Test
	void theAnswerBecomesTheParameter() {
		final ProbeCommand probe = new ProbeCommand();
		probe.setUser(decision -> Optional.of(decision.answers().get(0)));
		probe.decide(EXISTS);
		assertTrue(probe.overwrite);
		probe.setUser(decision -> Optional.empty());
		assertThrows(CancellationException.class, () -> probe.decide(EXISTS));
	}

	@Test
	void windowsAskBeforeAndDuringTheWork() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Path out = folder.resolve("out.txt");
		final int status;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			status = display.run(out, List.of("-Djava.util.prefs.userRoot=" + folder, "-Duser.home=" + folder),
				QuestionsInImageJ.class, Path.of("target", "screenshots").toAbsolutePath().toString());
		}
		final String text = Files.readString(out);
		assertEquals(0, status, text);
		assertEquals(List.of("asked: The file none exists.", "asked again: The file others exists.",
			"answered: images=others overwrite=true blank=background", "unclear: Only slices 9 and 15 of 20 carry labels.",
			"unclear: images=others overwrite=false blank=ignore", "reading: Only slices 9 and 15 of 20 carry labels.",
			"reading: images=others overwrite=false blank=ignore", "cancelled: true"), text.lines().filter(line -> line.matches(
				"(asked|answered|unclear|reading|cancelled).*")).toList());
	}
}
