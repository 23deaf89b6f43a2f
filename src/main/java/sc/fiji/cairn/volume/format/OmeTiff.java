// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.util.Arrays;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.measure.Calibration;

import sc.fiji.cairn.volume.Lengths;

/** Arranges the planes of an OME-TIFF file as its XML says. */
final class OmeTiff {

	private OmeTiff() {}

	/**
	 * Finds the directories of the planes of an image, in ImageJ's order.
	 *
	 * @param all directories of the file
	 * @throws OmeXml.Refused if a plane is missing
	 */
	static FileInfo[] select(final FileInfo[] all, final OmePixels pixels) throws OmeXml.Refused {
		final int[] order = pixels.directories();
		for (final int directory : order)
			if (directory < 0 || directory >= all.length) throw new OmeXml.Refused("its OME-XML asks for " + pixels.count() +
				" planes, but the file holds " + all.length, null);
		return Arrays.stream(order).mapToObj(directory -> all[directory]).toArray(FileInfo[]::new);
	}

	/** Sets dimensions and calibration of an image with the planes of the {@link #select selected} directories. */
	static void arrange(final ImagePlus image, final OmePixels pixels) {
		// Of colours with 8 bits ImageJ makes one slice, of those with 16 bits one slice each.
		final int slices = image.getStackSize() / pixels.count();
		image.setDimensions(pixels.channels() * slices, pixels.sizes().get('Z'), pixels.sizes().get('T'));
		calibrate(image.getLocalCalibration(), pixels);
	}

	private static void calibrate(final Calibration calibration, final OmePixels pixels) {
		final String unit = pixels.units().get(0);
		if (!Double.isNaN(pixels.spacing()[0])) {
			calibration.pixelWidth = pixels.spacing()[0];
			calibration.setXUnit(unit);
			calibration.pixelHeight = Double.isNaN(pixels.spacing()[1]) ? pixels.spacing()[0] : pixels.spacing()[1] * Lengths
				.factor(pixels.units().get(1), unit);
			calibration.setYUnit(null);
			calibration.pixelDepth = Double.isNaN(pixels.spacing()[2]) ? 1 : pixels.spacing()[2] * Lengths.factor(pixels.units()
				.get(2), unit);
			calibration.setZUnit(null);
		}
		// NB: where Bio-Formats knows no size it writes 0 pixels per cm, of which ImageJ makes pixels of 1 cm.
		else if (calibration.pixelWidth == 1) calibration.setUnit(null);
		if (pixels.interval() > 0) {
			calibration.frameInterval = pixels.interval();
			calibration.setTimeUnit("sec");
		}
	}
}
