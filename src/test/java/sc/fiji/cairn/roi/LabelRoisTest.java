// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import ij.gui.Roi;

import sc.fiji.cairn.volume.imagej.LabelImages;

class LabelRoisTest {

	private static final byte[] LABELS = { //
		1, 1, 0, 2, //
		0, 0, 0, 2, //
		0, 0, 0, 0, //
		2, 2, 0, 1, //
		2, 0, 0, 0, //
		0, 0, 0, 0 };

	@Test
	void eachLabelOfEachSliceHasAnOutline() {
		final List<Roi> rois = LabelRois.of(ArrayImgs.unsignedBytes(LABELS, 4, 3, 2), 2, false);
		assertEquals(List.of("1-1", "2-1", "1-2", "2-2"), rois.stream().map(Roi::getName).toList());
		assertEquals(List.of(1, 1, 2, 2), rois.stream().map(Roi::getPosition).toList());
		assertEquals(new Rectangle(0, 0, 2, 1), rois.get(0).getBounds());
		assertEquals(new Rectangle(3, 0, 1, 2), rois.get(1).getBounds());
		assertEquals(new Rectangle(0, 0, 2, 2), rois.get(3).getBounds());
		assertEquals(3, rois.get(3).getContainedPoints().length);
		final List<Color> colours = LabelImages.colours(2);
		assertEquals(List.of(colours.get(0), colours.get(1), colours.get(0), colours.get(1)), rois.stream().map(
			Roi::getStrokeColor).toList());
	}

	@Test
	void positionsSuitHyperstacks() {
		final Roi roi = LabelRois.of(ArrayImgs.unsignedBytes(LABELS, 4, 3, 2), 2, true).get(2);
		assertEquals(List.of(0, 2, 0), List.of(roi.getCPosition(), roi.getZPosition(), roi.getTPosition()));
	}
}
