// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.RoiEncoder;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.cases.phantom.Contrast;
import sc.fiji.cairn.cases.phantom.Phantom;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;
import sc.fiji.cairn.volume.imagej.LabelImages;

class RoiLabelsTest {

	private static final RoiLabelOptions BY_GROUP = new RoiLabelOptions(List.of(), 255, true);

	@TempDir
	Path folder;

	private final RecordingProgress progress = new RecordingProgress();

	/** A ROI of a class, on a slice; with 0 not. */
	private static Roi roi(final Roi roi, final int slice, final String name) {
		roi.setPosition(slice);
		roi.setName(name);
		return roi;
	}

	private static ImagePlus stack(final int channels, final int slices, final int frames) {
		return IJ.createHyperStack("cells", 6, 4, channels, slices, frames, 8);
	}

	private RoiLabels.Painted paint(final ImagePlus image, final RoiLabelOptions options, final Roi... rois) {
		return new RoiLabels(RoiPlaces.of(image), ImagePlusVolumes.wrap(image), options, progress).paint(List.of(rois));
	}

	private String refuses(final ImagePlus image, final RoiLabelOptions options, final Roi... rois) {
		final CairnException e = assertThrows(CairnException.class, () -> paint(image, options, rois));
		assertEquals(1, e.getMessage().lines().count());
		return e.getMessage();
	}

	private static float[] voxels(final Volume labels) {
		return Voxels.floats(labels.grid(0, 0));
	}

	@Test
	void outlinesBecomeTheLabelsTheyWereMadeOf() throws IOException {
		final Phantom phantom = Phantom.create("phantom", 7, Contrast.A);
		for (final boolean hyperstack : new boolean[] { false, true }) {
			final List<Roi> rois = LabelRois.of(phantom.label().grid(0, 0), Phantom.CLASSES, hyperstack);
			final long slices = rois.stream().map(Roi::getZPosition).distinct().count();
			final RoiLabels.Painted painted = new RoiLabels(RoiPlaces.of(phantom.image()), phantom.image(), BY_GROUP, progress)
				.paint(RoiFile.read(zip(rois)));
			final float[] expected = voxels(phantom.label());
			final int area = 48 * 48;
			assertTrue(slices < 20, "the phantom has slices without the organ");
			for (int z = 0; z < 20; z++) {
				boolean present = false;
				for (int i = 0; i < area; i++)
					present |= expected[z * area + i] > 0;
				for (int i = 0; i < area && !present; i++)
					expected[z * area + i] = 255;
			}
			assertArrayEquals(expected, voxels(painted.labels()));
			assertEquals(phantom.image().geometry(), painted.labels().geometry());
			assertEquals(255, painted.largest());
			assertEquals(LabelImages.colours(3).get(2), painted.colours().get(2));
			assertEquals(Color.DARK_GRAY, painted.colours().get(254));
			assertTrue(progress.lines().contains("Labelled " + slices + " of 20 slices of phantom from ROIs: " + count(rois, 1) +
				" of class 1, " + count(rois, 2) + " of class 2, " + count(rois, 3) + " of class 3."), progress.lines()
					.toString());
			assertTrue(painted.unknown());
		}
	}

	private static long count(final List<Roi> rois, final int label) {
		return rois.stream().filter(roi -> roi.getName().startsWith(label + "-")).count();
	}

	private Path zip(final List<Roi> rois) throws IOException {
		final Path file = folder.resolve("RoiSet.zip");
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Roi roi : rois) {
				zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
				new RoiEncoder(zip).write(roi);
			}
		}
		return file;
	}

	@Test
	void groupsAreClassesAndLaterOnesCount() {
		final Roi first = roi(new Roi(0, 0, 3, 2), 2, "0002-0001-0001");
		first.setGroup(4);
		final Roi second = roi(new Roi(2, 0, 2, 1), 2, "0002-0000-0003");
		second.setGroup(2);
		final Roi unknown = roi(new Roi(0, 3, 6, 1), 2, "0002-0003-0003");
		unknown.setGroup(255);
		final RoiLabels.Painted painted = paint(stack(1, 3, 1), BY_GROUP, first, second, unknown);
		assertArrayEquals(new float[] { 4, 4, 2, 2, 0, 0, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255 },
			slice(painted, 1));
		for (final float voxel : slice(painted, 0))
			assertEquals(255, voxel);
		assertTrue(progress.lines().contains("ROIs of different classes overlap in 1 pixels; there the later one counts."),
			progress.lines().toString());
		final Roi none = roi(new Roi(0, 0, 1, 1), 1, "0001-0000-0000");
		assertTrue(refuses(stack(1, 3, 1), BY_GROUP, first, none).contains("0001-0000-0000 has no group"));
	}

	private static float[] slice(final RoiLabels.Painted painted, final int slice) {
		final float[] voxels = voxels(painted.labels());
		return Arrays.copyOfRange(voxels, 24 * slice, 24 * (slice + 1));
	}

	@Test
	void namesAreClassesAndTheLongestFits() {
		final RoiLabelOptions options = new RoiLabelOptions(List.of("cell", "cell wall"), 9, false);
		final RoiLabels.Painted painted = paint(stack(1, 2, 1), options, roi(new Roi(0, 0, 1, 1), 1, "Cell-3"), roi(new Roi(1,
			0, 1, 1), 1, "cell wall 1"), roi(new Roi(2, 0, 1, 1), 1, "Background"));
		assertArrayEquals(new float[] { 1, 2, 0, 9, 9, 9 }, Arrays.copyOf(slice(painted, 0), 6));
		assertEquals(9, painted.largest());
		assertTrue(refuses(stack(1, 2, 1), options, roi(new Roi(0, 0, 1, 1), 1, "nucleus")).contains("cell, cell wall"));
		assertTrue(assertThrows(CairnException.class, () -> new RoiLabelOptions(List.of("a", "b"), 2, true)).getMessage()
			.contains("label of b"));
	}

	@Test
	void withoutGroupsAndNamesThereIsOneClass() {
		final RoiLabels.Painted painted = paint(stack(1, 1, 1), BY_GROUP, roi(new Roi(0, 0, 1, 1), 0, "0000-0000"), roi(new Roi(
			5, 3, 4, 4), 0, "1234-1345"));
		assertEquals(1, painted.largest(), "all is known");
		assertEquals(2, sum(voxels(painted.labels())));
	}

	private static double sum(final float[] voxels) {
		double sum = 0;
		for (final float voxel : voxels)
			sum += voxel;
		return sum;
	}

	@Test
	void positionsInHyperstacksAreUnderstood() {
		final Roi hyper = new Roi(0, 0, 2, 2);
		hyper.setName("a");
		hyper.setPosition(2, 3, 2);
		final RoiLabels.Painted painted = paint(stack(2, 3, 2), BY_GROUP, hyper);
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), painted.labels().axes());
		assertEquals(24 * 255 * 3, sum(Voxels.floats(painted.labels().grid(0, 0))));
		assertEquals(4 + 2 * 24 * 255, sum(Voxels.floats(painted.labels().grid(0, 1))));
		// Channel 2 of slice 3 at time 2 is the last image.
		assertEquals(5, RoiPlaces.of(stack(2, 3, 2)).plane(roi(new Roi(0, 0, 1, 1), 12, "b")));
		final ImagePlus colours = IJ.createImage("rgb", "RGB", 6, 4, 3);
		assertEquals(2, RoiPlaces.of(colours).plane(roi(new Roi(0, 0, 1, 1), 3, "c")));
		final RoiPlaces file = RoiPlaces.of(ImagePlusVolumes.wrap(colours));
		assertTrue(assertThrows(CairnException.class, () -> file.plane(roi(new Roi(0, 0, 1, 1), 3, "c"))).getMessage().contains(
			"rgb has several channels; open the image"));
	}

	@Test
	void aRoiThatIsNowhereIsRefused() {
		final Roi[] rois = { roi(new Roi(0, 0, 1, 1), 0, "lost"), roi(new Roi(0, 0, 1, 1), 4, "below"), roi(new Roi(9, 9, 2, 2), 1,
			"aside") };
		assertTrue(refuses(stack(1, 3, 1), BY_GROUP, rois[0]).contains("lost does not say on which slice"));
		assertTrue(refuses(stack(1, 3, 1), BY_GROUP, rois[1]).contains("below lies on slice 4, but the image cells has 3"));
		assertTrue(refuses(stack(1, 3, 1), BY_GROUP, rois[2]).contains("aside covers no pixel of cells"));
		final Roi frame = new Roi(0, 0, 1, 1);
		frame.setName("timeless");
		frame.setPosition(0, 1, 0);
		assertTrue(refuses(stack(1, 3, 2), BY_GROUP, frame).contains("timeless does not say on which time point"));
		assertTrue(refuses(stack(1, 3, 1), BY_GROUP).contains("There are no ROIs for cells"));
	}

	@Test
	void linesAreAsWideAsTheyAreDrawn() {
		final Roi line = roi(new Line(1, 1, 4, 1), 0, "a");
		assertArrayEquals(new float[] { 0, 1, 1, 1, 1, 0 }, Arrays.copyOfRange(voxels(paint(stack(1, 1, 1), BY_GROUP,
			line).labels()), 6, 12));
		final Roi scribble = roi(new PolygonRoi(new float[] { 0, 5 }, new float[] { 2, 2 }, Roi.FREELINE), 0, "b");
		scribble.setStrokeWidth(2);
		assertEquals(12, sum(voxels(paint(stack(1, 1, 1), BY_GROUP, scribble).labels())), 1);
		assertTrue(sum(voxels(paint(stack(1, 1, 1), BY_GROUP, roi(new OvalRoi(1, 0, 4, 4), 0, "c")).labels())) > 8);
	}

	@Test
	void whatHasNoAreaIsRefused() {
		for (final Roi roi : List.of(new PointRoi(1, 1), new TextRoi(0, 0, "hello")))
			assertTrue(refuses(stack(1, 1, 1), BY_GROUP, roi).contains("The ROI number 1 is "));
	}

	@Test
	void brokenFilesAreNamed() throws IOException {
		final Path none = Files.write(folder.resolve("a.zip"), new byte[10]);
		assertTrue(assertThrows(CairnException.class, () -> RoiFile.read(none)).getMessage().contains("holds no ROIs"));
		final Path text = Files.writeString(folder.resolve("a.roi"), "Iout, but then nothing that a decoder could use at all.");
		assertTrue(assertThrows(CairnException.class, () -> RoiFile.read(text)).getMessage().contains("a.roi"));
	}
}
