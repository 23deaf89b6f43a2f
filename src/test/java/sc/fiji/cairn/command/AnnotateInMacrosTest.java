// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.volume.Voxels;

/** Tests how annotations become training cases, as a macro has it done in real ImageJ. */
class AnnotateInMacrosTest {

	@TempDir
	Path folder;

	@Test
	void roisBecomeLabels() throws Exception {
		final List<String> lines = lines("""
			setBatchMode(true);
			newImage("a", "8-bit ramp", 20, 10, 3);
			setVoxelSize(0.5, 0.5, 2, "mm");
			setSlice(2);
			makeRectangle(0, 0, 4, 5);
			Roi.setPosition(2);
			Roi.setName("cell-1");
			saveAs("Selection", "cell.roi");
			Overlay.addSelection;
			makeOval(10, 0, 8, 8);
			Roi.setPosition(2);
			Roi.setName("nucleus-1");
			Overlay.addSelection;
			run("Cairn Labels from ROIs...", "names=cell;nucleus ignore=9 output=drawn.nii.gz");
			print(getTitle() + " " + bitDepth() + " " + getPixel(3, 4) + " " + getPixel(19, 9));
			getVoxelSize(x, y, z, unit);
			print("" + x + " " + y + " " + z + " " + unit);
			setSlice(2);
			print("slice " + getPixel(3, 4) + " " + getPixel(19, 9) + " " + getPixel(13, 4));
			run("Cairn Labels from ROIs...", "input=drawn.nii.gz rois=cell.roi ignore=9 complete=false output=one.tif");
			setSlice(2);
			print("file " + getPixel(3, 4) + " " + getPixel(19, 9));
			""");
		assertTrue(lines.containsAll(List.of("Labels of a 8 9 9", "0.5 0.5 2 mm", "slice 1 0 2", "file 1 9", "The ROIs are those of the overlay.")), lines
			.toString());
		assertTrue(lines.contains("Labelled 1 of 3 slices of a from ROIs: 1 of cell (1), 1 of nucleus (2)."), lines
			.toString());
		assertTrue(lines.contains("What nobody has annotated has the value 9: give ignore=9 to Cairn Fine-tune."), lines
			.toString());
		assertEquals(2, TestPlugins.io().open(folder.resolve("drawn.nii.gz")).geometry().spacingZ());
		final float[] one = Voxels.floats(TestPlugins.io().open(folder.resolve("one.tif")).grid(0, 0));
		assertEquals(20, IntStream.range(0, one.length).filter(i -> one[i] == 1).count());
		assertEquals(580, IntStream.range(0, one.length).filter(i -> one[i] == 9).count());
	}

	@Test
	void correctedLabelsBecomeACase() throws Exception {
		final List<String> lines = lines("""
			setBatchMode(true);
			newImage("a.tif", "16-bit ramp", 20, 10, 3);
			setVoxelSize(0.5, 0.5, 2, "mm");
			newImage("Labels of a.tif", "8-bit black", 20, 10, 3);
			setSlice(2);
			setPixel(3, 4, 2);
			run("Cairn Add Training Case...", "folder=[my cases] format=tif");
			print("active " + getTitle());
			selectImage("a.tif");
			run("Cairn Add Training Case...", "folder=[my cases] name=b labels=[Labels of a.tif]");
			""");
		assertTrue(lines.containsAll(List.of("Added a to my cases: 3 of 3 slices annotated, label 2. It holds 1 labelled case " +
			"now.", "active Labels of a.tif", "Added b to my cases: 3 of 3 slices annotated, label 2. It holds 2 labelled cases " +
				"now.")), lines.toString());
		assertEquals(0.5, TestPlugins.io().open(folder.resolve("my cases/labels/a.tif")).geometry().spacingX());
		assertEquals(2, Voxels.floats(TestPlugins.io().open(folder.resolve("my cases/labels/b.nii.gz")).grid(0, 0))[4 * 20 + 3 +
			200]);
		final MacroRun again = MacroRun.of(folder, """
			newImage("a.tif", "16-bit ramp", 20, 10, 3);
			run("Cairn Add Training Case...", "folder=[my cases] labels=[my cases/labels/b.nii.gz]");
			""", "");
		assertTrue(again.err().contains("There is a case a already") && again.err().contains("overwrite=true"), again.err());
	}

	private List<String> lines(final String macro) throws Exception {
		final MacroRun run = MacroRun.of(folder, macro, "");
		assertEquals("", run.err());
		assertEquals(0, run.status(), run.out());
		return run.out().lines().toList();
	}
}
