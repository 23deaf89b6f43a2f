// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.io.RoiEncoder;

import sc.fiji.cairn.fuzz.Fuzz;

/** Spoiled ROIs are refused in a sentence; for how much memory they ask, ImageJ decides. */
class RoiFuzzTest {

	@TempDir
	Path folder;

	private static List<Roi> rois() {
		final Roi polygon = new PolygonRoi(new float[] { 1, 5, 3 }, new float[] { 1, 2, 6 }, Roi.POLYGON);
		polygon.setName("cell-1");
		polygon.setPosition(1, 2, 3);
		return List.of(polygon, new Roi(1, 2, 3, 4), new OvalRoi(2, 2, 5, 4), new TextRoi(1, 1, "a text"), new ShapeRoi(new OvalRoi(1,
			1, 5, 5)).or(new ShapeRoi(new Roi(4, 4, 9, 9))));
	}

	@Test
	void single() throws IOException {
		final Fuzz fuzz = Fuzz.of("ROI", ".roi", file -> RoiReading.of(RoiFile.read(file), List.of())).memory(1L << 40);
		for (final Roi roi : rois())
			fuzz.seed(RoiEncoder.saveAsByteArray(roi));
		fuzz.run(folder);
	}

	@Test
	void sets() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (final Roi roi : rois()) {
				zip.putNextEntry(new ZipEntry("roi-" + System.identityHashCode(roi) + ".roi"));
				zip.write(RoiEncoder.saveAsByteArray(roi));
			}
		}
		Fuzz.of("set of ROIs", ".zip", file -> RoiReading.of(RoiFile.read(file), List.of())).memory(1L << 40).seed(bytes.toByteArray()).run(folder);
	}
}
