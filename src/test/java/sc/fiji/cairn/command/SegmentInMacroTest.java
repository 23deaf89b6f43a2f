// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests what a macro gets of Cairn Segment beside the labels, in real ImageJ. */
class SegmentInMacroTest {

	@TempDir
	Path folder;

	@Test
	void outlinesAndVolumesAreShown() throws Exception {
		TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 0), 8, 0, 1, 2).write(folder.resolve(
			"m.cairn"));
		TestVolumes.write(folder.resolve("a.tif"), TestVolumes.floats("a", TestVolumes.spacing(0.5, 0.5, 2, "mm"), 30, 24, 4, (
			x, y, z) -> Math.sin(0.5 * x) * Math.cos(0.3 * y) + 0.1 * z));
		final MacroRun run = MacroRun.of(folder, """
			open("a.tif");
			run("Cairn Segment...", "model=m.cairn flips=true minimum=1 holes=true overlay=true volumes=true device=cpu");
			print("active " + getTitle());
			print("rows " + nResults + " " + getResultString("unit", 0));
			print("volume " + getResult("volume", 1) / getResult("voxels", 1));
			Stack.getStatistics(count, mean, min, max);
			total = 0;
			for (row = 0; row < nResults; row++) total += getResult("label", row) * getResult("voxels", row);
			print("sum " + d2s(total, 0) + " " + d2s(mean * count, 0));
			selectImage("a.tif");
			print("overlay " + Overlay.size);
			run("Cairn Segment...", "model=m.cairn instances=true volumes=true device=cpu");
			Stack.getStatistics(count, mean, min, max);
			print("objects " + (getResult("objects", 0) + getResult("objects", 1)) + " " + max);
			""", "");
		assertEquals("", run.err());
		final List<String> lines = run.out().lines().toList();
		assertTrue(lines.contains("active Labels of a.tif"), run.out());
		assertTrue(lines.contains("rows 2 mm^3") && lines.contains("volume 0.5"), run.out());
		final String outlines = lines.stream().filter(line -> line.startsWith("overlay ")).findFirst().orElseThrow();
		assertTrue(Integer.parseInt(outlines.substring(8)) >= 4, run.out());
		final String[] sums = lines.stream().filter(line -> line.startsWith("sum ")).findFirst().orElseThrow().split(" ");
		assertEquals(sums[1], sums[2]);
		final String[] objects = lines.stream().filter(line -> line.startsWith("objects ")).findFirst().orElseThrow().split(
			" ");
		assertEquals(objects[1], objects[2]);
	}

	@Test
	void theOverlayOfTheUserStays() throws Exception {
		TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 0), 8, 0, 1, 2).write(folder.resolve(
			"m.cairn"));
		final MacroRun run = MacroRun.of(folder, """
			newImage("a", "8-bit ramp", 20, 20, 2);
			makeOval(3, 3, 7, 7);
			Overlay.addSelection;
			run("Cairn Segment...", "input=a model=m.cairn overlay=true device=cpu");
			selectImage("a");
			first = Overlay.size;
			run("Cairn Segment...", "input=a model=m.cairn overlay=true device=cpu");
			selectImage("a");
			Overlay.activateSelection(0);
			print("sizes " + (first > 1) + " " + (Overlay.size == first) + " " + (selectionType() == 1));
			""", "");
		assertEquals("", run.err());
		assertTrue(run.out().lines().toList().contains("sizes 1 1 1"), run.out());
	}

	@Test
	void aShardTakesOneModel() throws Exception {
		for (final String name : new String[] { "m", "n" })
			TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 8, 0, 1).write(folder.resolve(name + ".cairn"));
		TestVolumes.write(folder.resolve("a.tif"), TestVolumes.floats("a", TestVolumes.spacing(1, 1, 1, "mm"), 20, 20, 2, (x, y,
			z) -> x + y * z));
		final MacroRun run = MacroRun.of(folder, """
			run("Cairn Segment...", "input=a.tif model=[m.cairn;n.cairn] output=out.zarr shard=1/2 device=cpu");
			""", "");
		assertTrue(run.err().contains("A shard segments by one model, but the parameter model names 2; name one, or leave out shard."), run
			.err());
		assertFalse(Files.exists(folder.resolve("out.zarr.partial")));
	}

	@Test
	void theRoiManagerNeedsADisplay() throws Exception {
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 8, 0, 1).write(folder.resolve("m.cairn"));
		final MacroRun run = MacroRun.of(folder, """
			newImage("a", "8-bit ramp", 20, 20, 2);
			run("Cairn Segment...", "model=m.cairn rois=true device=cpu");
			""", "");
		assertTrue(run.err().contains("use overlay instead of rois"), run.err());
	}

	@Test
	void aFolderGivesOneTable() throws Exception {
		TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 0), 8, 0, 1, 2).write(folder.resolve(
			"m.cairn"));
		for (final String name : new String[] { "a", "b" })
			TestVolumes.write(folder.resolve("in/" + name + ".tif"), TestVolumes.floats(name, TestVolumes.spacing(0.5, 0.5, 2,
				"micron"), 30, 24, 2, (x, y, z) -> Math.sin(0.5 * x) * Math.cos(0.3 * y) + 0.1 * z));
		final MacroRun run = MacroRun.of(folder, """
			run("Cairn Segment Folder...", "images=in model=m.cairn output=out format=tif largest=true volumes=true device=cpu");
			print("rows " + nResults + " " + getResultString("image", 0) + getResultString("image", 3) +
				getResultString("class", 3) + getResultString("unit", 3));
			""", "");
		assertEquals("", run.err());
		assertTrue(run.out().lines().toList().contains("rows 4 abclass 2micron^3"), run.out());
		assertTrue(Files.exists(folder.resolve("out/b.tif")));
	}
}
