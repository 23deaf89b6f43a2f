// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.cairn.volume.Intensity;

/**
 * Maps the intensities of a volume so that the 1st and the 99th percentile become 0 and 1; where these are the same, the
 * smallest and the largest value do.
 *
 * @param low becomes 0, and so do smaller ones
 * @param high becomes 1; larger ones are cut at {@link Preprocessing#BRIGHTEST}
 */
record IntensityMap(double low, double high) {

	/** Finds the map of a volume. */
	static IntensityMap of(final Intensity intensity) {
		final boolean flat = intensity.p99() <= intensity.p1();
		return new IntensityMap(flat ? intensity.min() : intensity.p1(), flat ? intensity.max() : intensity.p99());
	}

	/** Views an image, mapped. */
	@SuppressWarnings("unchecked")
	<T extends RealType<T>> RandomAccessibleInterval<FloatType> view(
		final RandomAccessibleInterval<? extends RealType<?>> image)
	{
		return Converters.convert((RandomAccessibleInterval<T>) image, (in, out) -> out.set((float) Math.min(
			Preprocessing.BRIGHTEST, Math.max(0, (in.getRealFloat() - low) / (high - low)))), new FloatType());
	}
}
