// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.util.Properties;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.measure.Calibration;

/** Takes calibration, dimensions and Info text of an ImageJ image from the tags of its TIFF file. */
final class TiffCalibration {

	private TiffCalibration() {}

	/**
	 * Applies the tags.
	 *
	 * @param planes number of slices that the image has
	 */
	static void apply(final FileInfo info, final ImagePlus image, final int planes) {
		final Properties text = new FileOpener(info).decodeDescriptionString(info);
		final Calibration calibration = new Calibration(image);
		if (info.fileType == FileInfo.GRAY16_SIGNED) calibration.setSigned16BitCalibration();
		if (info.pixelWidth > 0 && info.unit != null) {
			calibration.pixelWidth = info.pixelWidth;
			calibration.pixelHeight = info.pixelHeight;
			calibration.pixelDepth = info.pixelDepth;
			calibration.setUnit(info.unit.isBlank() ? null : info.unit);
		}
		if (info.valueUnit != null) {
			if (image.getBitDepth() == 32) calibration.setValueUnit(info.valueUnit);
			else calibration.setFunction(info.calibrationFunction, info.coefficients, info.valueUnit, "true".equals(text
				.getProperty("zeroclip")));
		}
		calibration.frameInterval = info.frameInterval;
		if (text != null) describe(text, calibration);
		setDimensions(info, text, image, planes);
		image.setCalibration(calibration);
		if (info.info != null) image.setProperty("Info", info.info);
	}

	private static void describe(final Properties text, final Calibration calibration) {
		calibration.xOrigin = number(text, "xorigin");
		calibration.yOrigin = number(text, "yorigin");
		calibration.zOrigin = number(text, "zorigin");
		calibration.setInvertY("true".equals(text.getProperty("inverty")));
		calibration.info = text.getProperty("info");
		calibration.fps = number(text, "fps");
		calibration.frameInterval = number(text, "finterval");
		calibration.setTimeUnit(text.getProperty("tunit"));
		calibration.setYUnit(text.getProperty("yunit"));
		calibration.setZUnit(text.getProperty("zunit"));
	}

	private static void setDimensions(final FileInfo info, final Properties text, final ImagePlus image,
		final int planes)
	{
		final int samples = info.fileType == FileInfo.RGB48 || info.fileType == FileInfo.RGB48_PLANAR ? 3 : Math.max(1,
			info.getBytesPerPixel() <= 2 ? info.samplesPerPixel : 1);
		final int channels = size(text, "channels");
		final int slices = size(text, "slices");
		final int frames = size(text, "frames");
		if (text != null && channels * slices * frames == planes) image.setDimensions(channels, slices, frames);
		else if (samples > 1 && planes % samples == 0) image.setDimensions(samples, planes / samples, 1);
	}

	private static int size(final Properties text, final String key) {
		return text == null ? 1 : Math.max(1, (int) number(text, key));
	}

	private static double number(final Properties text, final String key) {
		final String value = text.getProperty(key, "").trim();
		return value.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") ? Double.parseDouble(value) : 0;
	}
}
