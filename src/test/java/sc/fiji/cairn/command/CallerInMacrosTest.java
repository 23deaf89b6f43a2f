// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.command.macro.PooledImageJ;

/** Tests that commands which run in a thread of a pool, as in Fiji, act for the macro that has called them. */
class CallerInMacrosTest {

	private static final Path MENU = Path.of("src", "test", "resources", "probe-menu");

	/** A picture of every ordinary way to be inside a macro; LINE stands for what fails. */
	private static final List<String> PLACES = List.of("LINE", "if (true) { LINE } else print('else');",
		"for (i = 0; i < 3; i++) { LINE print('next'); }", "while (true) LINE", "do { LINE } while (true);",
		"x = f(); print('value ' + x); function f() { LINE return 3; }", "f(1); function f(x) { if (x > 0) { LINE } }",
		"a = newArray(1, 2); for (i = 0; i < a.length; i++) if (a[i] > 0) LINE");

	@TempDir
	Path folder;

	private List<String> run(final String... macros) throws Exception {
		final List<String> files = new ArrayList<>();
		for (final String macro : macros) {
			files.add(files.size() + (macro.startsWith("Cairn") ? ".call" : ".ijm"));
			Files.writeString(folder.resolve(files.get(files.size() - 1)), macro);
		}
		final MacroRun run = MacroRun.java(folder, PooledImageJ.class, files, MENU);
		assertEquals("", run.err());
		assertEquals(0, run.status());
		return run.out().lines().toList();
	}

	@Test
	void theActiveImageIsThatOfTheMacro() throws Exception {
		final String round = """
			newImage("A", "8-bit", 8, 8, 2);
			run("Cairn Active...", "title=shown");
			print("active " + getTitle);
			close();
			print("below " + getTitle);
			newImage("B", "8-bit", 8, 8, 2);
			newImage("C", "8-bit", 8, 8, 2);
			selectImage("B");
			run("Cairn Active...", "title=[]");
			print("still " + getTitle);
			run("Cairn Active...", "input=C title=[]");
			while (nImages > 0) close();
			""";
		final List<String> expected = List.of("found A", "active shown", "below A", "found B", "still B", "found C");
		final List<String> out = run(round.repeat(12), """
			newImage("A", "8-bit", 8, 8, 2);
			run("Cairn Active...", "title=shown");
			while (nImages > 0) close();
			run("Cairn Active...", "title=[]");
			print("not reached");
			""");
		assertEquals(Collections.nCopies(12, expected).stream().flatMap(List::stream).toList(), out.subList(0, 72));
		assertEquals(List.of("ended", "found A", "failed: 1.ijm, line 4: No image is open; open one, or name a file as \"input\".",
			"left in the pool: 0"), out.subList(72, out.size()));
	}

	@Test
	void aFailureEndsTheMacroWhereverItIs() throws Exception {
		final List<String> out = run(PLACES.stream().map(place -> place.replace("LINE",
			"run('Cairn Probe...', 'fail=message'); print('not reached');") + "\nprint('not reached');").toArray(String[]::new));
		final List<String> ends = out.stream().filter(line -> !line.startsWith("images=")).toList();
		for (int i = 0; i < PLACES.size(); i++)
			assertEquals("failed: " + i + ".ijm, line 1: The file brain.nii is cut off; copy it again.", ends.get(i), PLACES.get(
				i));
		assertEquals(PLACES.size() + 1, ends.size(), ends::toString);
	}

	@Test
	void everyKindOfFailureIsOneSentence() throws Exception {
		final Map<String, String> kinds = Map.of("numbr=3", "has no key \"numbr\"; the nearest is \"number\"", "number=many",
			"The key \"number\" is a whole number, not \"many\".", "number=1000",
			"The key \"number\" is a number from 1 to 100, not 1000.", "fail=cancel", "\"Cairn Probe...\" was cancelled.",
			"fail=memory", "needs more memory than the", "fail=bug",
			"\"Cairn Probe...\" failed unexpectedly (java.lang.IllegalStateException: seven)");
		final List<String> options = List.copyOf(kinds.keySet());
		final List<String> out = run(options.stream().map(each -> "run('Cairn Probe...', '" + each +
			"');\nprint('not reached');").toArray(String[]::new));
		final List<String> ends = out.stream().filter(line -> line.startsWith("failed: ")).toList();
		for (int i = 0; i < options.size(); i++)
			assertTrue(ends.get(i).startsWith("failed: " + i + ".ijm, line 1: ") && ends.get(i).contains(kinds.get(options.get(
				i))), ends.get(i));
		assertFalse(out.contains("not reached") || out.contains("ended"), out::toString);
	}

	@Test
	void aCommandOfTheMenuDoesNotEndTheMacroThatRunsMeanwhile() throws Exception {
		final List<String> out = run("""
			run("Cairn Probe...", "number=2");
			doCommand("Cairn Active...");
			wait(1500);
			print("reached");
			run("Cairn Probe...", "number=3");
			print("reached, too");
			""");
		assertTrue(out.contains("No image is open; open one, or name a file as \"input\"."), out::toString);
		assertTrue(out.contains("reached, too") && out.contains("ended"), out::toString);
	}

	@Test
	void aScriptEndsByAnExceptionAfterTheMessage() throws Exception {
		final List<String> out = run("run(\"Cairn Probe...\", \"number=2\");", "Cairn Probe...|fail=message",
			"Cairn Probe...|number=3");
		assertEquals(List.of("ended", "The file brain.nii is cut off; copy it again.", "thrown: Macro canceled", "ended", "ended",
			"left in the pool: 0"), out.stream().filter(line -> !line.startsWith("images=")).toList());
	}
}
