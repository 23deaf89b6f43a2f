// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import ij.measure.Calibration;

import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.TimeUnits;

/** What an ImageJ image says beyond its voxels and their spacing: origin, time unit, calibration bar, Info text. */
public final class ImageJHeader implements Header {

	private final Calibration calibration;
	private final String info;

	/**
	 * @param calibration is copied
	 * @param info the image's Info property, may be null
	 */
	ImageJHeader(final Calibration calibration, final String info) {
		this.calibration = calibration.copy();
		this.info = info;
	}

	/** Returns a copy of the image's calibration. */
	Calibration calibration() {
		return calibration.copy();
	}

	/** Returns the image's Info property, null if it has none. */
	public String info() {
		return info;
	}

	@Override
	public double frameInterval() {
		return calibration.frameInterval * TimeUnits.seconds(calibration.getTimeUnit());
	}
}
