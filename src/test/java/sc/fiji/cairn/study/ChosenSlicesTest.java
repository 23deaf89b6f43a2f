// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Tests studies in which labels are revealed only on slices that a strategy has chosen. */
class ChosenSlicesTest {

	@TempDir
	private Path folder;

	private StudyState run(final String methods, final String counts) {
		return new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of(methods, counts, 1).iterations(2).in(folder.resolve("s")),
			Progress.SILENT, state -> {}).run();
	}

	/** Finds the known slices of the cases of a run, and makes sure that their labels are the true ones. */
	private Map<String, TreeSet<Integer>> known(final String run) throws IOException {
		final Map<String, TreeSet<Integer>> known = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder.resolve("s/labels").resolve(run))) {
			for (final Path file : files.filter(one -> one.toString().endsWith(".nii.gz")).toList()) {
				final Volume labels = TestPlugins.io().open(file);
				final float[] revealed = Voxels.floats(labels.grid(0, 0));
				final float[] truth = Voxels.floats(TestPlugins.io().open(Studies.DATA.resolve("labels").resolve(file.getFileName()
					.toString())).grid(0, 0));
				final int area = (int) (labels.grid(0, 0).dimension(0) * labels.grid(0, 0).dimension(1));
				for (int i = 0; i < truth.length; i++) {
					if (revealed[i] == SparseLabels.UNKNOWN) continue;
					assertEquals(truth[i], revealed[i]);
					known.computeIfAbsent(CaseFolder.baseName(file), name -> new TreeSet<>()).add(i / area);
				}
			}
		}
		return known;
	}

	private static int count(final Map<String, TreeSet<Integer>> known) {
		return known.values().stream().mapToInt(TreeSet::size).sum();
	}

	@Test
	void labelsAreRevealedOnlyWhereAskedForAndMoreAreAdded() throws IOException {
		final StudyState end = run("scratch@random;scratch@both;global@coverage", "4;7");
		assertEquals(6, end.results().runs().size());
		for (final String method : List.of("scratch@random", "scratch@both", "global@coverage")) {
			final Map<String, TreeSet<Integer>> few = known(method + "-4-1");
			final Map<String, TreeSet<Integer>> more = known(method + "-7-1");
			assertEquals(4, count(few), method);
			assertEquals(7, count(more), method);
			few.forEach((name, slices) -> assertTrue(more.get(name).containsAll(slices), method));
			assertTrue(more.keySet().stream().noneMatch(Studies.TEST::contains), method);
		}
		final List<String> table = Files.readAllLines(folder.resolve("s/labels/scratch@both-7-1/suggestions.csv"));
		assertEquals(3, table.size() - 1);
		assertTrue(table.get(1).matches(".*,0\\.\\d+"), "chosen by the model with 4 slices: " + table.get(1));
		assertEquals(6, run("scratch@random;scratch@both;global@coverage", "4;7").results().runs().size());
	}

	@Test
	void slicesAndVolumesAreNotMixed() {
		assertEquals("Some of the methods choose slices (@) and some do not, so that counts would be of slices and of volumes; " +
			"compare them in two studies.", assertThrows(CairnException.class, () -> run("scratch;scratch@random", "1")).getMessage());
		assertTrue(assertThrows(CairnException.class, () -> run("scratch@best", "1")).getMessage().contains(
			"names the strategy 'best', which does not exist; choose among random, equal, coverage, uncertainty, both."));
	}
}
