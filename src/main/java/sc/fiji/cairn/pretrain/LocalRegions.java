// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.Window;

/**
 * The square regions of a decoder map that local contrast compares (Chaitanya et al. 2020, code): the nine of a regular
 * grid that reaches from border to border of the slice, but for a cell, and, of 13, four more between them.
 *
 * @param map side of the map, in cells
 * @param side side of a region, in cells
 * @param count number of regions, 9 or 13
 */
record LocalRegions(int map, int side, int count) {

	/** Regions that differ need a range of this many cells. */
	private static final int LEAST_RANGE = 4;

	/** Corners in quarters of the range. */
	private static final int[][] QUARTERS = { { 0, 0 }, { 0, 2 }, { 0, 4 }, { 2, 0 }, { 2, 2 }, { 2, 4 }, { 4, 0 }, { 4,
		2 }, { 4, 4 }, { 1, 1 }, { 1, 3 }, { 3, 1 }, { 3, 3 } };

	LocalRegions {
		if (count != 9 && count != QUARTERS.length) throw CairnException.of("regions", "The parameter regions must be 9 or 13, not " +
			count + ".");
		if (map < side + 1 + LEAST_RANGE) throw new CairnException("A decoder map of " + map + " x " + map + " cells is too small for " +
			count + " different regions; use a larger size, or more decoder blocks.");
	}

	/**
	 * The cells along an axis of the map that show a slice, rather than what is mirrored beyond its borders; some more if
	 * these are too few for regions that differ.
	 */
	record Extent(int first, int length) {}

	/**
	 * Finds the cells that a slice covers along an axis.
	 *
	 * @param grid of the window over the slice
	 * @param samples of the slice
	 * @param scale samples of the window for each cell
	 */
	Extent extent(final Window.Grid grid, final int samples, final int scale) {
		final int from = Math.max(0, (int) Math.ceil((grid.inverse(-0.5) + 0.5) / scale - 1e-6));
		final int to = Math.min(map, (int) Math.floor((grid.inverse(samples - 0.5) + 0.5) / scale + 1e-6));
		final int length = Math.max(to - from, side + 1 + LEAST_RANGE);
		return new Extent(Math.max(0, Math.min(map - length, (from + to - length) / 2)), length);
	}

	/** First cell of a region along an axis, where it begins at so many quarters of the range. */
	private int first(final Extent extent, final int quarters) {
		return extent.first() + (extent.length() - side - 1) * quarters / 4;
	}

	/** Row and column of the first cell of a region. */
	int[] corner(final int region, final Extent rows, final Extent columns) {
		return new int[] { first(rows, QUARTERS[region][0]), first(columns, QUARTERS[region][1]) };
	}

	/** Gets the indices of the cells of all regions in a map, X fastest, region by region, row by row. */
	long[] cells(final Extent rows, final Extent columns) {
		final LongStream.Builder cells = LongStream.builder();
		for (int region = 0; region < count; region++) {
			final int[] corner = corner(region, rows, columns);
			for (int cell = 0; cell < side * side; cell++)
				cells.add((long) (corner[0] + cell / side) * map + corner[1] + cell % side);
		}
		return cells.build().toArray();
	}

	/** Gets some regions nearest to one, nearest first; of equally near ones those of lower number. */
	List<Integer> neighbours(final int region, final int most) {
		return IntStream.range(0, count).filter(other -> other != region).boxed().sorted(Comparator.comparingInt(
			other -> distance(region, other))).limit(most).toList();
	}

	private static int distance(final int a, final int b) {
		final int down = QUARTERS[a][0] - QUARTERS[b][0];
		final int across = QUARTERS[a][1] - QUARTERS[b][1];
		return down * down + across * across;
	}

	/**
	 * Gets the matrices (R, R) of positives and negatives of a batch whose R rows are ordered by image, then region. The
	 * positive of a region is the same region of its image's partner, its negatives are its neighbours in both images.
	 *
	 * @param partners partner of each image; -1 for none
	 * @param neighbours number of regions to contrast each with
	 */
	float[][] masks(final int[] partners, final int neighbours) {
		final int rows = partners.length * count;
		final float[][] masks = new float[2][rows * rows];
		for (int image = 0; image < partners.length; image++) {
			final int other = partners[image];
			if (other < 0) continue;
			for (int region = 0; region < count; region++) {
				final int row = image * count + region;
				masks[0][row * rows + other * count + region] = 1;
				for (final int neighbour : neighbours(region, neighbours)) {
					masks[1][row * rows + image * count + neighbour] = 1;
					masks[1][row * rows + other * count + neighbour] = 1;
				}
			}
		}
		return masks;
	}
}
