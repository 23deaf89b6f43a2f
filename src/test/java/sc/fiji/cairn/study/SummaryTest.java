// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

	@TempDir
	private Path folder;

	private static CaseResult result(final String method, final int draw, final String name, final double dice) {
		return new CaseResult(new RunKey(method, "2", draw), name, Map.of(1, dice), dice, 1, "mm", 1);
	}

	/** Two draws of two methods on two frames of each of three patients. */
	private Results results() {
		final double[][] gains = { { 0.1, 0.3, -0.1, -0.1, 0.2, 0 }, { 0.2, 0.2, 0, -0.4, 0.1, 0.1 } };
		final Results results = Results.read(folder.resolve("results.csv"));
		for (int draw = 1; draw <= 2; draw++) {
			final List<CaseResult> scratch = new ArrayList<>();
			final List<CaseResult> other = new ArrayList<>();
			for (int i = 0; i < 6; i++) {
				final String name = "patient" + i / 2 + "_frame" + i % 2;
				scratch.add(result("scratch", draw, name, 0.5));
				other.add(result("other", draw, name, 0.5 + gains[draw - 1][i]));
			}
			results.add(scratch);
			results.add(other);
		}
		return results;
	}

	@Test
	void framesOfAPatientAndDrawsCountOnceInTheTest() {
		final Summary.Difference difference = new Summary(results(), "patient(\\d+)_.*").difference("other", "scratch", "2");
		assertEquals(0.6 / 12, difference.mean(), 1e-12);
		assertEquals(0.4 / 6, difference.draws().get(0), 1e-12);
		assertEquals(0.2 / 6, difference.draws().get(1), 1e-12);
		assertEquals(WilcoxonSignedRank.of(0.2, -0.15, 0.1), difference.test());
		assertEquals(3, difference.test().n());
	}

	@Test
	void withoutGroupsEachCaseCountsOnce() {
		assertEquals(WilcoxonSignedRank.of(0.15, 0.25, -0.05, -0.25, 0.15, 0.05), new Summary(results(), "").difference(
			"other", "scratch", "2").test());
	}

	@Test
	void whereOnlyOneMethodHasARunNothingIsCompared() {
		final Results results = results();
		results.add(List.of(result("scratch", 3, "patient0_frame0", 0.1)));
		assertEquals(2, new Summary(results, "").difference("other", "scratch", "2").draws().size());
		assertEquals(List.of(), new Summary(results, "").difference("absent", "scratch", "2").draws());
	}
}
