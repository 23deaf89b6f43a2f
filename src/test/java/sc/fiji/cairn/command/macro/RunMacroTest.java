// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link RunMacro} and, through it, commands called by macros in real ImageJ. */
class RunMacroTest {

	private static final Path PROBE_MENU = Path.of("src", "test", "resources", "probe-menu");

	@TempDir
	Path folder;

	@Test
	void aMacroRunsCommandsAndPrints() throws Exception {
		final MacroRun run = run("""
			print("argument " + getArgument());
			run("Cairn Probe...", "images=[a b;c] strategy=gd number=" + 3 + " flag folder=[x y]");
			run("Cairn Probe...", "rate=0.001 flag=false");
			print("done");
			""");
		assertEquals("", run.err());
		assertEquals("""
			argument my argument
			images=a b;c strategy=gd number=3 rate=0.5 flag=true folder=x y
			images=none strategy=random number=7 rate=0.001 flag=false folder=
			done
			""", lines(run.out()));
		assertEquals(0, run.status());
	}

	@Test
	void anErrorOfACommandEndsTheMacroWithItsMessage() throws Exception {
		final MacroRun run = run("print('first');\nrun('Cairn Probe...', 'fail=message');\nprint('second');\n");
		assertEquals("test.ijm, line 2: The file brain.nii is cut off; copy it again.\n", lines(run.err()));
		assertTrue(run.out().startsWith("first"), run.out());
		assertFalse(run.out().contains("second"), run.out());
		assertEquals(1, run.status());
	}

	@Test
	void anErrorInACalledMacroEndsTheCaller() throws Exception {
		final MacroRun run = run("""
			probe("numbr=3");
			print("not reached");
			function probe(options) {
				run("Cairn Probe...", options);
			}
			""");
		assertEquals("test.ijm, line 4: \"Cairn Probe...\" has no key \"numbr\"; the nearest is \"number\", and it takes " +
			"images, strategy, number, rate, flag, folder, overwrite, blank, fail.\n", lines(run.err()));
		assertEquals("", run.out());
		assertEquals(1, run.status());
	}

	@Test
	void aBugIsReportedWithItsTrace() throws Exception {
		final MacroRun run = run("run('Cairn Probe...', 'fail=bug');\nprint('not reached');\n");
		assertTrue(run.err().contains("failed unexpectedly (java.lang.IllegalStateException: seven)"), run.err());
		assertTrue(run.out().contains("at sc.fiji.cairn.command.ProbeCommand.execute"), run.out());
		assertFalse(run.out().contains("not reached"), run.out());
		assertEquals(1, run.status());
	}

	@Test
	void cancellingEndsTheMacro() throws Exception {
		final MacroRun run = run("run('Cairn Probe...', 'fail=cancel');\nprint('not reached');\n");
		assertEquals("test.ijm, line 1: \"Cairn Probe...\" was cancelled.\n", lines(run.err()));
		assertEquals(1, run.status());
	}

	@Test
	void aCommandWithoutMemoryEndsTheMacroWithTheRemedy() throws Exception {
		final MacroRun run = run("run('Cairn Probe...', 'fail=memory');\nprint('not reached');\n");
		assertTrue(run.err().startsWith("test.ijm, line 1: \"Cairn Probe...\" needs more memory than the "), run.err());
		assertTrue(run.err().contains("-Dmacro.heap=8g") && run.err().lines().count() == 1, run.err());
		assertFalse(run.out().contains("not reached"), run.out());
		assertEquals(1, run.status());
	}

	@Test
	void imagesBeyondTheMemoryEndTheMacroWithTheRemedy() throws Exception {
		final MacroRun run = run("newImage('large', '32-bit black', 46000, 46000, 2000);\n");
		assertTrue(run.err().contains("-Dmacro.heap=8g") && run.err().lines().count() == 1, run.err());
		assertEquals(1, run.status());
	}

	@Test
	void anErrorOfTheMachineEndsTheMacro() throws Exception {
		final MacroRun run = run("run('Cairn Probe...', 'fail=error');\nprint('not reached');\n");
		assertTrue(run.err().contains("failed unexpectedly (java.lang.AssertionError: eight)"), run.err());
		assertFalse(run.out().contains("not reached"), run.out());
		assertEquals(1, run.status());
	}

	@Test
	void anEndlessRecursionEndsTheMacro() throws Exception {
		final MacroRun run = run("again();\nfunction again() {\n\tagain();\n}\n");
		assertTrue(run.err().startsWith("test.ijm"), run.err());
		assertEquals(1, run.status());
	}

	@Test
	void withoutOptionsTheKeysAreListed() throws Exception {
		final MacroRun run = run("run('Cairn Probe...');\n");
		assertTrue(run.err().contains("it takes images, strategy, number"), run.err());
		assertEquals(1, run.status());
	}

	@Test
	void aSyntaxErrorIsReportedWithItsLine() throws Exception {
		final MacroRun run = run("a = 1;\nif (a > {\n");
		assertEquals("test.ijm, line 2: Number or numeric function expected\n", lines(run.err()));
		assertEquals(1, run.status());
	}

	@Test
	void exitWithAMessageIsAFailure() throws Exception {
		final MacroRun run = run("exit('There is no data.');\nprint('not reached');\n");
		assertEquals("test.ijm: There is no data.\n", lines(run.err()));
		assertEquals("", run.out());
		assertEquals(1, run.status());
	}

	@Test
	void exitWithoutAMessageIsNone() throws Exception {
		final MacroRun run = run("print('enough');\nexit();\nprint('not reached');\n");
		assertEquals("", run.err());
		assertEquals("enough\n", lines(run.out()));
		assertEquals(0, run.status());
	}

	@Test
	void aMissingMacroIsNamed() throws Exception {
		final MacroRun run = MacroRun.file(folder, Path.of("nowhere.ijm"), "", PROBE_MENU);
		assertTrue(run.err().contains("nowhere.ijm cannot be read"), run.err());
		assertEquals(2, run.status());
	}

	private MacroRun run(final String macro) throws Exception {
		return MacroRun.of(folder, macro, "my argument", PROBE_MENU);
	}

	private static String lines(final String text) {
		return text.replace("\r\n", "\n");
	}
}
