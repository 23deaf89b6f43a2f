// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.Progress;

/**
 * How bright the voxels of an image are.
 *
 * @param min smallest value
 * @param max largest value
 * @param p1 first percentile, exact, as numpy's {@code percentile(values, 1, method='linear')}
 * @param p99 99th percentile
 */
public record Intensity(double min, double max, double p1, double p99) {

	/**
	 * Measures a grid part by part, so that it may be larger than the memory.
	 *
	 * @param grid (X, Y, Z), read once, or twice if its voxels are no integers of up to 16 bits
	 * @param name of the image, for messages
	 * @param progress hears of the slices read; asked on the way whether to stop
	 * @throws sc.fiji.cairn.CairnException if a voxel is NaN or infinite, or all are equal: no network can learn from such an
	 *           image
	 */
	public static Intensity of(final RandomAccessibleInterval<? extends RealType<?>> grid, final String name,
		final Progress progress)
	{
		return new IntensityScan(grid, name, progress).measure();
	}
}
