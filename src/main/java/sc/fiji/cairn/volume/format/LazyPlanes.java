// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.VoxelType;

/** Views a list of planes, such as a {@link PlaneCache}, as an image, whichever leading dimensions make a plane. */
final class LazyPlanes {

	private LazyPlanes() {}

	/**
	 * Views planes.
	 *
	 * @param planes arrays as {@link VoxelType#array} makes them, in the order of the image
	 * @param span number of leading dimensions that make a plane: 2 for (X, Y, ...), 3 for (channel, X, Y, ...)
	 * @param dimensions at least {@code span}; a plane has at most 2147483639 voxels
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	static RandomAccessibleInterval<? extends RealType<?>> of(final VoxelType type, final List<Object> planes, final int span,
		final long... dimensions)
	{
		final int[] plane = new int[dimensions.length];
		Arrays.setAll(plane, d -> d < span ? Math.toIntExact(dimensions[d]) : 1);
		final CellGrid grid = new CellGrid(dimensions, plane);
		return new LazyCellImg(grid, type.type(), index -> {
			final long[] min = new long[dimensions.length];
			grid.getCellGridPositionFlat(index, min);
			Arrays.setAll(min, d -> min[d] * plane[d]);
			return new Cell<>(plane, min, VoxelType.access(planes.get(Math.toIntExact(index))));
		});
	}
}
