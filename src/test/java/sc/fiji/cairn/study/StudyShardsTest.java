// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;

/** The runs of a study, shared by processes. */
class StudyShardsTest {

	@TempDir
	private Path folder;

	private Study study(final Studies studies, final String output) {
		return new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), studies.in(folder.resolve(output)), Progress.SILENT, state -> {});
	}

	/** Gets the scores of each run, without what it took. */
	private static Map<RunKey, List<Double>> scores(final StudyState state) {
		final Map<RunKey, List<Double>> scores = new HashMap<>();
		state.results().runs().forEach(run -> scores.put(run, state.results().of(run).stream().map(CaseResult::dice).toList()));
		return scores;
	}

	@Test
	void sharesMakeUpTheStudy() throws Exception {
		final Studies studies = Studies.of("scratch;global", "1", 2);
		final StudyState whole = study(studies, "whole").run();
		final CairnException early = assertThrows(CairnException.class, () -> {
			study(studies, "shared").run(new Shard(1, 2));
			study(studies, "shared").finish();
		});
		assertTrue(early.getMessage().startsWith("Of the 4 runs of the study in " + folder.resolve("shared") + ", "), early.getMessage());
		// Both at the same time, of which one has nothing to do any more.
		final ExecutorService threads = Executors.newFixedThreadPool(2);
		final Future<?> one = threads.submit(() -> study(studies, "shared").run(new Shard(1, 2)));
		study(studies, "shared").run(new Shard(2, 2));
		one.get();
		threads.shutdown();
		final StudyState finished = study(studies, "shared").finish();
		assertEquals(scores(whole), scores(finished));
		assertEquals(Files.readAllLines(folder.resolve("whole/results.csv")).size(), Files.readAllLines(folder.resolve("shared/results.csv"))
			.size());
		assertEquals(List.of(), left());
	}

	private List<String> left() throws IOException {
		try (var files = Files.list(folder.resolve("shared"))) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("results\\..*of.*|.*\\.lock")).toList();
		}
	}
}
