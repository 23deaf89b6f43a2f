// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.command.CheckDataCommand;
import sc.fiji.cairn.command.EvaluateCommand;
import sc.fiji.cairn.command.FineTuneCommand;
import sc.fiji.cairn.command.SegmentFolderCommand;

/** Languages, names of folders and homes as they are elsewhere change nothing. */
class OddWorldTest {

	private static final String ODD = "d\u00efr \u65e5\u672c \u0130\u0131 {x}, a=b & %s;;1 #$ \ud83d\ude00";

	@TempDir
	Path folder;

	/** Trains, segments, scores and checks; gets all that is written. */
	private static Map<String, String> work(final Path output) throws IOException {
		Files.createDirectories(output);
		RunCommand.run(FineTuneCommand.class, "images=test-images/images labels=test-images/labels cases=train-1 iterations=3 width=4 " +
			"levels=2 size=16 batch=4 device=cpu precision=float32 model=[" + output.resolve("m.cairn") + "]");
		RunCommand.run(SegmentFolderCommand.class, "images=test-images/images include=test-1* device=cpu model=[" + output.resolve("m.cairn") +
			"] output=[" + output.resolve("labels") + "]");
		RunCommand.run(EvaluateCommand.class, "predictions=[" + output.resolve("labels") +
			"] labels=test-images/labels output=[" + output.resolve("scores.csv") + "]");
		RunCommand.run(CheckDataCommand.class, "images=test-images/images labels=test-images/labels output=[" + output.resolve(
			"check.csv") + "]");
		final Map<String, String> written = Output.of(output);
		for (final String table : List.of("scores.csv", "check.csv"))
			written.put(table, Files.readString(output.resolve(table)).replace(output.toString(), ""));
		return written;
	}

	@ParameterizedTest
	@ValueSource(strings = { "tr-TR", "ar-EG-u-nu-arab", "de-DE" })
	void inEveryLanguageResultsAreTheSame(final String tag) throws Exception {
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.ROOT);
		try {
			final Map<String, String> expected = work(folder.resolve("plain"));
			Locale.setDefault(Locale.forLanguageTag(tag));
			assertEquals(expected, work(folder.resolve("local")));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void foldersMayHaveAnyName() throws Exception {
		final Path odd = Files.createDirectories(folder.resolve(ODD));
		assertEquals(work(folder.resolve("plain")), work(odd));
	}

	@Test
	void aHomeThatCannotBeWrittenToIsNotNeeded() throws Exception {
		assumeTrue(Files.isDirectory(Path.of("/proc/self")));
		final Path table = folder.resolve("check.csv");
		final Path said = folder.resolve("said.txt");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Djava.awt.headless=true", "-Duser.home=/proc/nobody", "-Djava.util.prefs.userRoot=/proc/nobody", "-Duser.language=tr", "-cp",
			System.getProperty("java.class.path"), RunCommand.class.getName(), CheckDataCommand.class.getName(),
			"images=test-images/images labels=test-images/labels output=" + table).redirectErrorStream(true).redirectOutput(said
				.toFile()).start();
		assertTrue(process.waitFor(3, TimeUnit.MINUTES));
		assertEquals(0, process.exitValue(), Files.readString(said));
		assertTrue(Files.readString(table).contains("train-1"));
	}
}
