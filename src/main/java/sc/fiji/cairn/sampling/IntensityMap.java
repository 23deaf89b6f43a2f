// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import sc.fiji.cairn.volume.Intensity;

/**
 * Maps the intensities of a volume so that the 1st and the 99th percentile become 0 and 1; where these are the same, the
 * smallest and the largest value do.
 *
 * @param low becomes 0, and so do smaller ones
 * @param high becomes 1; larger ones are cut at {@link Preprocessing#BRIGHTEST}
 */
public record IntensityMap(double low, double high) {

	/** Finds the map of a volume. */
	public static IntensityMap of(final Intensity intensity) {
		final boolean flat = intensity.p99() <= intensity.p1();
		return new IntensityMap(flat ? intensity.min() : intensity.p1(), flat ? intensity.max() : intensity.p99());
	}

	/** Maps {@code count} values from index {@code first} on. */
	void apply(final float[] values, final int first, final int count) {
		for (int i = first; i < first + count; i++)
			values[i] = (float) Math.min(Preprocessing.BRIGHTEST, Math.max(0, (values[i] - low) / (high - low)));
	}
}
