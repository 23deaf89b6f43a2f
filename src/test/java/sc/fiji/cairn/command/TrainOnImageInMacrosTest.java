// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Tests the way from what is drawn on an image to a model, and back to the image, as a macro has it done. */
class TrainOnImageInMacrosTest {

	private static final String TINY = " width=4 levels=2 batch=4 device=cpu precision=float32";

	private static final int SIDE = 32;

	@TempDir
	Path folder;

	@Test
	void aModelIsTrainedCorrectedAndTrainedOn() throws Exception {
		final Volume image = TestVolumes.floats("a", TestVolumes.spacing(0.5, 0.5, 1, "micron"), SIDE, SIDE, 5, (x, y,
			z) -> (isInside(x, y, z) ? 200 : 60) + 10 * Math.sin(3 * x + 5 * y + z));
		TestVolumes.write(folder.resolve("a.tif"), image);
		final MacroRun run = MacroRun.of(folder, """
			open("a.tif");
			newImage("Labels of a.tif", "8-bit black", 32, 32, 5);
			setSlice(2);
			setColor(1);
			fillOval(6, 8, 16, 16);
			run("Cairn Train on This Image...", "iterations=80 TINY");
			selectImage("a.tif");
			print("outlines " + (Overlay.size >= 5));
			close("Labels of a.tif");
			makeLine(2, 2, 30, 3);
			Roi.setPosition(4);
			Roi.setName("background");
			Overlay.addSelection;
			makeOval(12, 12, 8, 8);
			Roi.setPosition(4);
			Roi.setName("cell-1");
			Overlay.addSelection;
			run("Select None");
			run("Cairn Train on This Image...", "iterations=5 TINY");
			selectImage("a.tif");
			print("outlines " + (Overlay.size >= 7));
			""".replace(" TINY", TINY), "");
		assertEquals("", run.err());
		final List<String> lines = run.out().lines().toList();
		assertEquals(2, lines.stream().filter("outlines 1"::equals).count(), run.out());
		assertTrue(lines.contains("Training on the image Labels of a.tif."), run.out());
		assertTrue(lines.contains("a: 1 annotated slice."), run.out());
		assertTrue(lines.contains("Training on 2 ROIs of the overlay."), run.out());
		assertTrue(lines.contains("Classes: cell, by the names of the ROIs. What is not marked on these slices is unknown, and " +
			"nothing is learnt from it."), run.out());
		assertTrue(lines.contains("a: 1 annotated slice, and 1 slice as annotated before."), run.out());
		assertTrue(run.out().contains("cairn/model-1.cairn, windows of"), run.out());
		final ModelFile second = ModelFile.read(folder.resolve("cairn/model-2.cairn"));
		assertEquals(List.of("background", "cell"), second.plan().classes().stream().map(one -> one.name()).toList());
		assertLearnt(image, ModelFile.read(folder.resolve("cairn/model-1.cairn")));
		final float[] labels = voxels("cairn/labels-2/a.tif");
		assertEquals(255, labels[0], "nobody has looked at slice 1");
		assertEquals(0, labels[SIDE * SIDE], "slice 2 is as before, where the rest is background");
		assertEquals(255, labels[3 * SIDE * SIDE], "on slice 4 there are strokes");
		assertEquals(1, labels[3 * SIDE * SIDE + 16 * SIDE + 16]);
		assertArrayEquals(Voxels.floats(image.grid(0, 0)), voxels("cairn/images/a.tif"));
		assertFalse(Files.exists(folder.resolve("cairn/images/a-2.tif")), "the image is there once");
	}

	private static boolean isInside(final int x, final int y, final int z) {
		return Math.hypot(x - 13 - z, y - 16) < 8;
	}

	/** The slices that nobody has annotated are segmented, too. */
	private static void assertLearnt(final Volume image, final ModelFile model) {
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			final float[] found = Voxels.floats(segmenter.segment(image, false).labels().grid(0, 0));
			final long wrong = IntStream.range(0, found.length).filter(i -> found[i] != (isInside(i % SIDE, i / SIDE % SIDE, i /
				SIDE / SIDE) ? 1 : 0)).count();
			assertTrue(wrong < found.length / 10, wrong + " of " + found.length + " voxels are wrong");
		}
	}

	private float[] voxels(final String file) {
		return Voxels.floats(TestPlugins.io().open(folder.resolve(file)).grid(0, 0));
	}

	@Test
	void singleSlicesAndTimeSeriesAreTrainedOn() throws Exception {
		final MacroRun run = MacroRun.of(folder, """
			newImage("flat.tif", "8-bit ramp", 32, 32, 1);
			makeRectangle(16, 0, 16, 32);
			run("Cairn Train on This Image...", "iterations=3 folder=one TINY");
			selectImage("flat.tif");
			print("flat " + (Overlay.size > 0));
			newImage("movie.tif", "8-bit ramp", 32, 32, 6);
			run("Stack to Hyperstack...", "order=xyczt(default) channels=1 slices=2 frames=3 display=Grayscale");
			Stack.setPosition(1, 2, 3);
			makeRectangle(16, 0, 16, 32);
			run("Cairn Train on This Image...", "iterations=3 folder=two TINY");
			selectImage("movie.tif");
			Overlay.activateSelection(0);
			Roi.getPosition(c, z, t);
			print("movie " + (Overlay.size > 0) + " " + t);
			""".replace(" TINY", TINY), "");
		assertEquals("", run.err());
		assertTrue(run.out().lines().toList().containsAll(List.of("flat 1", "movie 1 3", "Training on the selection.")), run
			.out());
		assertTrue(Files.exists(folder.resolve("two/labels-1/movie-t3.tif")) && Files.exists(folder.resolve(
			"two/model-1.cairn")));
	}

	@Test
	void whatCannotBeLearntIsRefused() throws Exception {
		assertTrue(refusal("").contains("Nothing is drawn on a; draw a selection around or on something, press t to add it to the " +
			"ROI Manager"));
		assertTrue(refusal("makeLine(2, 2, 20, 20);").contains("All that is marked is of one class, so that there is nothing to tell " +
			"it from; mark something else, too, background by ROIs named background, or give rest=background if all else is."));
		assertTrue(refusal("makeLine(2, 2, 20, 20); Roi.setName(\"cell\"); Overlay.addSelection; makeOval(1, 1, 9, 9); " +
			"Roi.setName(\"0001-0005\"); Overlay.addSelection;").contains("The ROI 0001-0005 does not say its class, but others do, " +
				"such as cell; rename it by its class in the ROI Manager, or delete it."));
		assertFalse(Files.exists(folder.resolve("cairn/model-1.cairn")));
	}

	private String refusal(final String drawing) throws Exception {
		final MacroRun run = MacroRun.of(folder, "newImage(\"a\", \"8-bit ramp\", 32, 32, 1); " + drawing +
			" run(\"Cairn Train on This Image...\", \"iterations=2 folder=cairn" + TINY + "\");", "");
		assertTrue(run.status() != 0, run.out());
		return run.err();
	}
}
