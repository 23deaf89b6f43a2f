// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.CairnException;

/** Copies the voxels of a grid into an array. */
public final class Voxels {

	private Voxels() {}

	/**
	 * Copies a grid whole.
	 *
	 * @param grid such as {@link Volume#grid} gives, (X, Y, Z)
	 * @return its values, X fastest, as floats
	 * @throws CairnException if the grid has more than 2147483639 voxels
	 */
	public static float[] floats(final RandomAccessibleInterval<? extends RealType<?>> grid) {
		final long count = Intervals.numElements(grid);
		if (count > Integer.MAX_VALUE - 8) throw new CairnException("An image of " + count +
			" voxels is more than Cairn can hold: crop it or lower its resolution.");
		final float[] values = new float[(int) count];
		FloatBlocks.copy(grid, grid, values);
		return values;
	}
}
