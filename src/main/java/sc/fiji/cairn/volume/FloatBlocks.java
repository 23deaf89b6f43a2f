// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealFloatConverter;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Copies boxes of a grid as floats.
 * <p>
 * Only the planes that a box meets are read. Not for use by several threads.
 * </p>
 */
public final class FloatBlocks {

	private final RandomAccessibleInterval<? extends RealType<?>> grid;

	/** Null if the voxels are of a type that has no array. */
	private final PrimitiveBlocks<FloatType> blocks;

	/** Prepares to copy from a grid such as {@link Volume#grid} gives. */
	public FloatBlocks(final RandomAccessibleInterval<? extends RealType<?>> grid) {
		this.grid = grid;
		blocks = VoxelType.sameAs(grid.getType()) == null ? null : PrimitiveBlocks.of(floats(grid),
			PrimitiveBlocks.OnFallback.ACCEPT);
	}

	/**
	 * Copies a box.
	 *
	 * @param min its first voxel along each dimension
	 * @param size its number of voxels along each dimension
	 * @param out receives them, first dimension fastest
	 */
	public void copy(final long[] min, final long[] size, final float[] out) {
		final FinalInterval box = FinalInterval.createMinSize(concatenated(min, size));
		if (blocks != null) blocks.copy(box, out);
		else RealTypeConverters.copyFromTo(Views.zeroMin(Views.interval(grid, box)), ArrayImgs.floats(out, size));
	}

	private static long[] concatenated(final long[] min, final long[] size) {
		final long[] both = new long[2 * min.length];
		System.arraycopy(min, 0, both, 0, min.length);
		System.arraycopy(size, 0, both, min.length, min.length);
		return both;
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<FloatType> floats(
		final RandomAccessibleInterval<? extends RealType<?>> grid)
	{
		if (grid.getType() instanceof FloatType) return (RandomAccessibleInterval<FloatType>) (RandomAccessibleInterval<?>) grid;
		return Converters.convert((RandomAccessibleInterval<T>) grid, new RealFloatConverter<>(), new FloatType());
	}
}
