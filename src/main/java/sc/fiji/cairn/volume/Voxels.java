// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.CairnException;

/** Copies the voxels of a grid into an array, and finds exact percentiles of such arrays. */
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

	/**
	 * Finds percentiles as numpy's {@code percentile(values, percents, method='linear')} does: between the two values
	 * nearest to rank {@code percent / 100 * (n - 1)} it interpolates.
	 *
	 * @param values at least one, none of them NaN; their order is changed
	 * @param percents ascending, each from 0 to 100
	 */
	public static double[] percentiles(final float[] values, final double... percents) {
		final double[] found = new double[percents.length];
		int from = 0;
		for (int i = 0; i < percents.length; i++) {
			final double rank = percents[i] / 100 * (values.length - 1);
			final int below = (int) Math.floor(rank);
			final double low = select(values, from, below);
			double high = low;
			if (rank > below) {
				high = Float.POSITIVE_INFINITY;
				for (int k = below + 1; k < values.length; k++)
					high = Math.min(high, values[k]);
			}
			found[i] = low + (high - low) * (rank - below);
			// All below are smaller now, so that the next, larger one need not look there.
			from = below;
		}
		return found;
	}

	/** Partially sorts: afterwards all before {@code index} are at most, all behind it at least what lies there. */
	private static float select(final float[] values, final int start, final int index) {
		int low = start;
		int high = values.length - 1;
		while (high - low > 32) {
			final float pivot = median(values[low], values[(low + high) >>> 1], values[high]);
			int i = low;
			int j = high;
			while (i <= j) {
				while (values[i] < pivot)
					i++;
				while (values[j] > pivot)
					j--;
				if (i > j) break;
				final float swap = values[i];
				values[i++] = values[j];
				values[j--] = swap;
			}
			if (index <= j) high = j;
			else if (index >= i) low = i;
			else return values[index];
		}
		Arrays.sort(values, low, high + 1);
		return values[index];
	}

	private static float median(final float a, final float b, final float c) {
		return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
	}
}
