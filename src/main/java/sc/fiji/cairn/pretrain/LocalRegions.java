package sc.fiji.cairn.pretrain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;

/**
 * The square regions of a decoder map that local contrast compares (Chaitanya et al. 2020, code): the nine of a regular
 * grid that reaches the borders, and, of 13, four more between them.
 *
 * @param map side of the map, in cells
 * @param side side of a region, in cells
 * @param count number of regions, 9 or 13
 */
record LocalRegions(int map, int side, int count) {

	/** Corners in quarters of the range. */
	private static final int[][] QUARTERS = { { 0, 0 }, { 0, 2 }, { 0, 4 }, { 2, 0 }, { 2, 2 }, { 2, 4 }, { 4, 0 }, { 4,
		2 }, { 4, 4 }, { 1, 1 }, { 1, 3 }, { 3, 1 }, { 3, 3 } };

	LocalRegions {
		if (count != 9 && count != QUARTERS.length) throw new CairnException("The parameter regions must be 9 or 13, not " +
			count + ".");
		if (map < side + 4) throw new CairnException("A decoder map of " + map + " x " + map + " cells is too small for " +
			count + " different regions; use a larger size, or more decoder blocks.");
	}

	/** Row and column of the first cell of a region. */
	long[] corner(final int region) {
		final int range = map - side;
		return new long[] { (long) range * QUARTERS[region][0] / 4, (long) range * QUARTERS[region][1] / 4 };
	}

	/** Gets all corners, region by region, row before column. */
	long[] corners() {
		return IntStream.range(0, count).boxed().flatMapToLong(region -> Arrays.stream(corner(region))).toArray();
	}

	/** Gets some regions nearest to one, nearest first; of equally near ones those of lower number. */
	List<Integer> neighbours(final int region, final int most) {
		return IntStream.range(0, count).filter(other -> other != region).boxed().sorted(Comparator.comparingLong(
			other -> distance(region, other))).limit(most).toList();
	}

	private long distance(final int a, final int b) {
		final long[] from = corner(a);
		final long[] to = corner(b);
		return (from[0] - to[0]) * (from[0] - to[0]) + (from[1] - to[1]) * (from[1] - to[1]);
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
