// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.EvaluateCommand;

/** Tests the launcher, as a user calls it. */
class LauncherTest {

	private static final Path TEST_IMAGES = Path.of("test-images").toAbsolutePath();
	private static final int MINUTES = 5;

	@TempDir
	Path folder;

	/** What a command of the shell gave. */
	private record Ended(int status, String out, String err) {}

	/** Runs a copy of the script that has been built. */
	private Ended cairn(final String... words) throws Exception {
		ArgumentFile.write(folder.resolve("target/cairn.args"), System.getProperty("java.class.path"));
		return script(Map.of(), words);
	}

	private Ended script(final Map<String, String> environment, final String... words) throws Exception {
		assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
		final Path script = folder.resolve("cairn");
		Files.copy(Path.of("cairn"), script, StandardCopyOption.REPLACE_EXISTING);
		final List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
		command.addAll(List.of(words));
		final Path out = folder.resolve("out.txt");
		final Path err = folder.resolve("err.txt");
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
			.redirectError(err.toFile());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().put("CAIRN_OPTS", "-XX:TieredStopAtLevel=1");
		builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
		builder.environment().putAll(environment);
		final Process process = builder.start();
		if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IOException(command + " did not end.");
		}
		return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err,
			StandardCharsets.UTF_8));
	}

	@Test
	void aCommandRunsByItsKeys() throws Exception {
		final Ended run = cairn("check", "images=" + TEST_IMAGES.resolve("images"), "labels=" + TEST_IMAGES.resolve("labels"),
			"output=my table.csv");
		assertEquals("", run.err());
		assertEquals(0, run.status());
		assertTrue(Files.readString(folder.resolve("my table.csv")).contains("train-1"));
	}

	@Test
	void aMacroRunsWithItsArgument() throws Exception {
		Files.writeString(folder.resolve("my macro.ijm"), "print('got ' + getArgument());\nif (getArgument() == 'a b') exit('No.');\n");
		final Ended good = cairn("macro", "my macro.ijm", "x=1");
		assertEquals(List.of("got x=1\n", "", 0), List.of(good.out(), good.err(), good.status()));
		final Ended bad = cairn("macro", "my macro.ijm", "a", "b");
		assertEquals(List.of("got a b\n", "my macro.ijm: No.\n", 1), List.of(bad.out(), bad.err(), bad.status()));
	}

	@Test
	void mistakesAreOneSentenceAndAStatus() throws Exception {
		final Ended failed = cairn("segment", "input=nowhere.tif", "model=nothing.cairn");
		assertEquals(1, failed.status());
		assertTrue(failed.err().contains("nowhere.tif") && failed.err().lines().count() == 1, failed.err());
		final Ended unknown = cairn("segmant");
		assertEquals(2, unknown.status());
		assertTrue(unknown.err().startsWith("There is no command \"segmant\"; the nearest is \"segment\", and there are macro, " +
			"help, ") && unknown.err().contains(", fine-tune, "), unknown.err());
		final Ended missing = cairn("macro", "nowhere.ijm");
		assertEquals(2, missing.status());
		assertTrue(missing.err().contains("nowhere.ijm cannot be read"), missing.err());
	}

	@Test
	void helpTellsCommandsAndKeys() throws Exception {
		final Ended all = cairn();
		assertEquals(0, all.status());
		assertTrue(all.out().contains("  segment-folder\n") && all.out().contains("  compare-label-efficiency\n"), all.out());
		final Ended one = cairn("help", "fine-tune");
		assertEquals(List.of("", 0), List.of(one.err(), one.status()));
		assertTrue(one.out().contains("  dimensions   (2, 3, auto; auto if not given)\n") && one.out().contains(
			"  width   (0 to 256 channels; 0 if not given)\n"), one.out());
	}

	@Test
	void theFirstBuildSaysWhatItFetchesAndWhyItFails() throws Exception {
		final Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
		Files.writeString(maven, """
			#!/bin/sh
			echo '[INFO] Scanning for projects...'
			echo 'Downloading from central: https://example.org/a/b.pom'
			echo 'Downloading from central: https://example.org/a/b-1.0.jar'
			echo '[INFO] Compiling 3 source files'
			echo '[ERROR] The disk is full.'
			exit 1
			""");
		assertTrue(maven.toFile().setExecutable(true));
		final Ended run = script(Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH")), "help");
		assertEquals(2, run.status());
		assertEquals("", run.out());
		final String home = folder.toRealPath().toString();
		assertEquals(List.of("Building Cairn in " + home + ". The first time Maven fetches its parts, about 180 MB in all, 112 MB " +
			"of them PyTorch; this takes some minutes.", "  fetching b-1.0.jar", "  compiling", "[ERROR] The disk is full.",
			"Maven could not build Cairn; all that it said is in " + home + "/target/cairn-build.log."), run.err().lines().toList());
	}

	@Test
	void valuesReachTheCommandAsTheyAre() {
		final CommandRun run = CommandRun.of("evaluate", List.of("predictions=/a b/c's [1]", "--labels=x[y", "output="));
		assertEquals(EvaluateCommand.class, run.type());
		assertEquals(Map.of("predictions", "/a b/c's [1]", "labels", "x[y", "output", ""), run.values());
		final CairnException twice = assertThrows(CairnException.class, () -> CommandRun.of("evaluate", List.of("labels=a",
			"labels=b")));
		assertEquals("The key \"labels\" is given twice; remove one of them.", twice.getMessage());
		final CairnException bare = assertThrows(CairnException.class, () -> CommandRun.of("evaluate", List.of("labels")));
		assertEquals("\"labels\" has no value; write KEY=VALUE, such as images=FOLDER (\"cairn help evaluate\" lists the keys).",
			bare.getMessage());
		final CairnException none = assertThrows(CairnException.class, () -> CommandRun.of("evaluate", List.of()).run());
		final CairnException unknown = assertThrows(CairnException.class, () -> CommandRun.of("evaluate", List.of("lables=a"))
			.run());
		assertTrue(unknown.getMessage().startsWith("\"Cairn Evaluate...\" has no key \"lables\"; the nearest is \"labels\""),
			unknown.getMessage());
		assertTrue(none.getMessage().startsWith("\"evaluate\" needs keys; it takes predictions, labels, "), none.getMessage());
	}

	/** A command that a missing library ends. */
	public static final class Broken extends CairnCommand {

		@Parameter
		private int number;

		@Override
		protected void execute(final Progress progress) {
			throw new NoClassDefFoundError("a/B");
		}
	}

	/** Else the process would not end, as ImageJ and the engine leave threads behind. */
	@Test
	void anErrorIsAFailureToo() {
		final MacroFailure failure = assertThrows(MacroFailure.class, () -> new CommandRun(Broken.class, Map.of("number", "1")).run());
		assertTrue(failure.started() && failure.getMessage().contains("failed unexpectedly with java.lang.NoClassDefFoundError: a/B"),
			failure.getMessage());
	}
}
