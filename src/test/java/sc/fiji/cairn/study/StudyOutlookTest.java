// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;

/** Tests {@link StudyOutlook} and {@link Workload}. */
class StudyOutlookTest {

	@TempDir
	private Path folder;

	@Test
	void howMuchThereIsToDoIsCountedAndTimed() {
		final StudyOutlook outlook = new StudyOutlook();
		final String words = outlook.of(Studies.of("scratch;global;supervised-local", "1;2", 2).in(folder.resolve("s")),
			new CaseFolder(TestPlugins.io()), TestPlugins.methods());
		assertTrue(words.matches("12 trainings and 5 pretrainings, about \\d+ (s|min): a step of 4 slices takes [\\d.e-]+ s " +
			"here and now\\. .* half as long or twice as long is possible\\."), words);
		assertTrue(outlook.of(Studies.of("scratch", "1", 1).in(folder.resolve("s")), new CaseFolder(TestPlugins.io()),
			TestPlugins.methods()).startsWith("1 training, about "));
	}

	@Test
	void theEstimateIsStepsTimesTheirTime() {
		final Workload work = new Workload(4, 1, List.of(new Budget(1000, 10, 2, 0.001), new Budget(3000, 10, 4, 0.001)));
		assertTrue(work.words(0.5, 10, true).startsWith("4 trainings and 1 pretraining, about 33 min: a step of 10 slices takes 0.50 s"),
			work.words(0.5, 10, true));
		assertTrue(work.words(0.5, 2, false).startsWith("4 trainings and 1 pretraining, about 58 min: a step of 2 windows takes 0.50 s"),
			work.words(0.5, 2, false));
	}

	@Test
	void whatIsDoneIsNotCountedAgain() {
		final StudyOptions options = Studies.of("scratch", "1", 1).iterations(1).in(folder.resolve("s"));
		final RecordingProgress heard = new RecordingProgress();
		new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), options, heard, state -> {}).run();
		assertEquals(1, heard.lines().stream().filter(line -> line.startsWith("There is to do: 1 training, about ")).count(), heard
			.lines().toString());
		assertEquals("All runs are done; only the report is written again.", new StudyOutlook().of(options, new CaseFolder(TestPlugins.io()), TestPlugins.methods()));
	}
}
