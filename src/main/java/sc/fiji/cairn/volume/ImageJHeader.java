package sc.fiji.cairn.volume;

import java.util.Locale;

import ij.measure.Calibration;

/** What an ImageJ image says beyond its voxels and their spacing: origin, time unit, calibration bar, Info text. */
final class ImageJHeader implements Header {

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
	String info() {
		return info;
	}

	@Override
	public double frameInterval() {
		final double seconds = switch (calibration.getTimeUnit().toLowerCase(Locale.ROOT)) {
			case "ms", "msec", "millisecond", "milliseconds" -> 1e-3;
			case "min", "minute", "minutes" -> 60;
			case "h", "hr", "hour", "hours" -> 3600;
			default -> 1;
		};
		return calibration.frameInterval * seconds;
	}
}
