package sc.fiji.cairn.cases;

import sc.fiji.cairn.CairnException;

/**
 * How a volume becomes input of a network; part of every model.
 * <p>
 * Intensities are mapped so that two percentiles of the volume become 0 and 1 (Chaitanya et al. 2020), and cut at 0
 * and 1.5. Slices are cut across Z, resampled in-plane to the given spacing, and shown to the network in a square
 * window around their centre, mirrored beyond their borders.
 * </p>
 *
 * @param size side of the window, in pixels
 * @param spacing in-plane distance of pixels in the network, in the unit of the images; 0 leaves them as they are
 * @param lowerPercentile the percentile that becomes 0
 * @param upperPercentile the percentile that becomes 1
 */
public record Preparation(int size, double spacing, double lowerPercentile, double upperPercentile) {

	/** Intensities above this, half as far again as the upper percentile, say no more than that they are bright. */
	public static final float BRIGHTEST = 1.5f;

	public Preparation {
		if (size < 8 || size > 4096) throw new CairnException("The parameter size must be from 8 to 4096 pixels, not " +
			size + ".");
		if (!(spacing >= 0)) throw new CairnException("The in-plane spacing must not be negative.");
		if (!(lowerPercentile >= 0 && lowerPercentile < upperPercentile && upperPercentile <= 100))
			throw new CairnException("The percentiles must lie between 0 and 100, the lower one first.");
	}

	/** The usual preparation: 1st and 99th percentile. */
	public static Preparation of(final int size, final double spacing) {
		return new Preparation(size, spacing, 1, 99);
	}
}
