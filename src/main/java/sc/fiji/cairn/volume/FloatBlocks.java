// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealFloatConverter;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/** Copies parts of grids as floats; only the planes that a part meets are read. Safe for use by several threads. */
public final class FloatBlocks {

	private FloatBlocks() {
		// Only static methods.
	}

	/**
	 * Copies a box.
	 *
	 * @param grid such as {@link Volume#grid} gives
	 * @param box within the grid
	 * @param out receives its voxels, first dimension fastest
	 */
	public static void copy(final RandomAccessibleInterval<? extends RealType<?>> grid, final Interval box,
		final float[] out)
	{
		PrimitiveBlocks.of(floats(grid), PrimitiveBlocks.OnFallback.ACCEPT).copy(box, out);
	}

	/**
	 * Copies a slice.
	 *
	 * @param grid (X, Y, Z), whose minimum is 0
	 * @return its voxels, X fastest
	 */
	public static float[] slice(final RandomAccessibleInterval<? extends RealType<?>> grid, final long z) {
		final float[] slice = new float[Math.toIntExact(grid.dimension(0) * grid.dimension(1))];
		copy(grid, FinalInterval.createMinSize(0, 0, z, grid.dimension(0), grid.dimension(1), 1), slice);
		return slice;
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<FloatType> floats(
		final RandomAccessibleInterval<? extends RealType<?>> grid)
	{
		if (grid.getType() instanceof FloatType) return (RandomAccessibleInterval<FloatType>) (RandomAccessibleInterval<?>) grid;
		return Converters.convert((RandomAccessibleInterval<T>) grid, new RealFloatConverter<>(), new FloatType());
	}
}
