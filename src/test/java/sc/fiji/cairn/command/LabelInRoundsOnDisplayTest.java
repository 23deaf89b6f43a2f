// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.command.macro.RoundLabeller;
import sc.fiji.cairn.ui.VirtualDisplay;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Tests rounds of suggesting, labelling and training in their window. Pictures stay in {@code target/screenshots}. */
class LabelInRoundsOnDisplayTest {

	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void slicesAreLabelledAndLearntFromRoundByRound() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "There is no Xvfb.");
		Files.createDirectories(PICTURES);
		for (final int shift : new int[] { 0, 2, 4 })
			TestVolumes.write(folder.resolve("images/cells-" + shift + ".tif"), shift == 4 ? film(cells(shift)) : cells(shift));
		final MacroRun run;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			run = MacroRun.onDisplay(folder, display.name(), RoundLabeller.class, List.of(folder.toString(), PICTURES.toString()));
		}
		assertEquals(0, run.status(), run.err() + run.out());
		final List<String> lines = run.out().lines().toList();
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("refused: Nothing is drawn on slice ")), run.out());
		assertTrue(lines.contains("round 1: 2 labelled slices"), run.out());
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("round 3: 6 labelled slices, Dice 0.")), run.out());
		assertTrue(Files.exists(folder.resolve("rounds/model-3.cairn")));
		assertEquals(4, Files.readAllLines(folder.resolve("rounds/rounds.csv")).size());
		assertEquals(6, areas(4).stream().filter(area -> !area.isEmpty()).count(), "what was taken is kept");
		assertEquals(List.of("left", "right"), Files.readAllLines(folder.resolve("rounds/labels-3/classes.txt")));
		assertEquals(Set.of(1, 2), new HashSet<>(areas(1).stream().map(Map::keySet).flatMap(Set::stream).toList()), "one slice each");
		assertTrue(areas(3).contains(Map.of(1, 4)), "the selection, not the prediction: " + areas(3));
	}

	private static Volume cells(final int shift) {
		return TestVolumes.floats("cells", TestVolumes.spacing(0.5, 0.5, 1, "micron"), 32, 32, 5, (x, y, z) -> (Math.hypot(x - 12 - shift,
			y - 16) < 8 ? 200 : 60) + 10 * Math.sin(3 * x + 5 * y + z));
	}

	/** Makes a series of two time points, of which the first is black. */
	private static Volume film(final Volume second) {
		final float[] values = new float[2 * 32 * 32 * 5];
		System.arraycopy(Voxels.floats(second.grid(0, 0)), 0, values, values.length / 2, values.length / 2);
		return new Volume("film", List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), ArrayImgs.floats(values, 32, 32, 5, 2), second.geometry(),
			Header.NONE);
	}

	/** Counts the pixels of each class on each slice of the label images of a round. */
	private List<Map<Integer, Integer>> areas(final int round) throws IOException {
		final List<Map<Integer, Integer>> areas = new ArrayList<>();
		for (final Path file : new CaseFolder(TestPlugins.io()).files(folder.resolve("rounds/labels-" + round)).values()) {
			final Volume labels = TestPlugins.io().open(file);
			for (int z = 0; z < labels.size(Axis.Z); z++) {
				final Map<Integer, Integer> counts = new TreeMap<>();
				for (final float label : FloatBlocks.slice(labels.grid(0, 0), z))
					if (label > 0 && label < SparseLabels.UNKNOWN) counts.merge((int) label, 1, Integer::sum);
				areas.add(counts);
			}
		}
		return areas;
	}
}
