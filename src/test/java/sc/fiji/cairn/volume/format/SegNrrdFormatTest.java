// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;
import sc.fiji.cairn.volume.imagej.LabelImages;

/** Segmentations of 3D Slicer have names and colours, and the place of the image. */
class SegNrrdFormatTest {

	private static final byte[] LABELS = { 0, 1, 1, 3, 0, 0, 3, 3, 1, 0, 0, 1 };

	@TempDir
	private Path folder;

	private static Volume labels(final Geometry geometry, final Axis last) {
		return new Volume("labels", List.of(Axis.X, Axis.Y, last), ArrayImgs.unsignedBytes(LABELS, 3, 2, 2), geometry, Header.NONE);
	}

	private static String header(final Path file) throws Exception {
		final String text = Files.readString(file, StandardCharsets.ISO_8859_1);
		return new String(text.substring(0, text.indexOf("\n\n") + 1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

	@Test
	void labelsComeBackFromTheirPlace() throws Exception {
		final Path file = folder.resolve("case.seg.nrrd");
		final Geometry geometry = new Geometry(2, 3, 4, "mm", List.of(-2.0, 0.0, 0.0, 90.0, 0.0, 3.0, 0.0, -126.0, 0.0, 0.0, 4.0, -72.0));
		TestPlugins.io().saveLabels(labels(geometry, Axis.Z), 3, Map.of(1, "left  ventricle", 3, "Höhle"), file);
		final Volume read = TestPlugins.io().open(file);
		assertEquals(geometry, read.geometry());
		assertArrayEquals(new float[] { 0, 1, 1, 3, 0, 0, 3, 3, 1, 0, 0, 1 }, Voxels.floats(read.grid(0, 0)));
		final float[] rgb = ((Color) LabelImages.colours(3).get(2)).getRGBColorComponents(null);
		for (final String line : List.of("type: uint8", "space: right-anterior-superior", "Segment0_Name:=left ventricle",
			"Segment0_LabelValue:=1", "Segment1_ID:=Segment_3", "Segment1_Name:=Höhle", "Segment1_LabelValue:=3", "Segment1_Layer:=0",
			"Segment1_Extent:=0 2 0 1 0 1", String.format(Locale.ROOT, "Segment1_Color:=%.4f %.4f %.4f", rgb[0], rgb[1], rgb[2]),
			"Segmentation_MasterRepresentation:=Binary labelmap"))
			assertTrue(header(file).contains("\n" + line + "\n"), line + " is missing in " + header(file));
		assertTrue(!header(file).contains("Segment2"));
		assertEquals("case", CaseFolder.baseName(file));
	}

	@Test
	void withoutDirectionsThereAreDistances() throws Exception {
		final Path file = folder.resolve("case.seg.nrrd");
		TestPlugins.io().saveLabels(labels(new Geometry(500, 500, 2000, "micron", List.of()), Axis.Z), 3, file);
		assertTrue(header(file).contains("space dimension: 3\nspace units: \"mm\" \"mm\" \"mm\"\nspace directions: (0.5,0.0,0.0) (0.0,0.5,0.0) " +
			"(0.0,0.0,2.0)\n"), header(file));
		assertTrue(header(file).contains("Segment1_Name:=label 2\n"));
		assertEquals(new Geometry(0.5, 0.5, 2, "mm", List.of()), TestPlugins.io().open(file).geometry());
	}

	@Test
	void whatItCannotHoldIsRefused() {
		final Path file = folder.resolve("case.seg.nrrd");
		final CairnException times = assertThrows(CairnException.class, () -> TestPlugins.io().saveLabels(labels(Geometry.unknown(),
			Axis.TIME), 3, file));
		assertEquals("The file " + file + " cannot hold 2 time points: choose one by the parameter frame, or write .nii.gz.", times
			.getMessage());
		assertThrows(CairnException.class, () -> TestPlugins.io().save(labels(Geometry.unknown(), Axis.Z), file));
		assertTrue(!Files.exists(file));
	}
}
