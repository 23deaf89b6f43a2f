// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.Window;

/**
 * The square regions of a decoder map that local contrast compares (Chaitanya et al. 2020, code): the nine of a regular
 * grid that reaches from border to border of the slice, but for a cell, and, of 13, four more between them. In volumes, which
 * is this project's extension, they are cubes: the 27 of such a grid and, of 35, eight more between them.
 *
 * @param map lengths of the map, in cells: (Y, X), or (Z, Y, X)
 * @param side side of a region, in cells
 * @param count number of regions of a slice, 9 or 13; in volumes these stand for 27 and 35
 */
record LocalRegions(List<Integer> map, int side, int count) {

	private static final int FEW = 9;
	private static final int MANY = 13;

	/** Regions that differ need a range of this many cells. */
	private static final int LEAST_RANGE = 4;

	LocalRegions {
		map = List.copyOf(map);
		if (count != FEW && count != MANY) throw CairnException.of("regions", "The parameter regions must be " + FEW + " or " +
			MANY + ", not " + count + ".");
		if (!fit(map, side)) throw new CairnException("A decoder map of " + words(map) + " cells is too small for " + corners(map
			.size(), count).size() + " different regions; use a larger size, or more decoder blocks.");
	}

	private static String words(final List<Integer> map) {
		return map.stream().map(String::valueOf).collect(Collectors.joining(" x "));
	}

	/** Tells if regions of a map differ. */
	static boolean fit(final List<Integer> map, final int side) {
		return map.stream().allMatch(length -> length >= side + 1 + LEAST_RANGE);
	}

	/** Lists the corners of the regions in quarters of the range, first those of the regular grid. */
	private static List<List<Integer>> corners(final int axes, final int count) {
		final List<List<Integer>> corners = grid(axes, List.of(0, 2, 4));
		if (count == MANY) corners.addAll(grid(axes, List.of(1, 3)));
		return corners;
	}

	private static List<List<Integer>> grid(final int axes, final List<Integer> places) {
		List<List<Integer>> grid = List.of(List.of());
		for (int axis = 0; axis < axes; axis++) {
			final List<List<Integer>> longer = new ArrayList<>();
			for (final List<Integer> corner : grid) {
				for (final int place : places) {
					final List<Integer> next = new ArrayList<>(corner);
					next.add(place);
					longer.add(next);
				}
			}
			grid = longer;
		}
		return grid;
	}

	private List<List<Integer>> corners() {
		return corners(map.size(), count);
	}

	/** Returns the number of regions of an image. */
	int size() {
		return corners().size();
	}

	/**
	 * The cells along an axis of the map that show a volume, rather than what is mirrored beyond its borders; some more if
	 * these are too few for regions that differ.
	 */
	record Extent(int first, int length) {}

	/**
	 * Finds the cells that a volume covers along an axis.
	 *
	 * @param axis of the map
	 * @param grid of the window over the volume
	 * @param offset by how much the window is moved along the axis, in its own samples
	 * @param samples of the volume
	 * @param scale samples of the window for each cell
	 */
	Extent extent(final int axis, final Window.Grid grid, final double offset, final int samples, final int scale) {
		final int from = Math.max(0, (int) Math.ceil((grid.inverse(-0.5) - offset + 0.5) / scale - 1e-6));
		final int to = Math.min(map.get(axis), (int) Math.floor((grid.inverse(samples - 0.5) - offset + 0.5) / scale + 1e-6));
		final int length = Math.max(to - from, side + 1 + LEAST_RANGE);
		return new Extent(Math.max(0, Math.min(map.get(axis) - length, (from + to - length) / 2)), length);
	}

	/** First cells of the regions along each axis of the map. */
	List<int[]> firstCells(final List<Extent> extents) {
		return corners().stream().map(quarters -> IntStream.range(0, map.size()).map(axis -> extents.get(axis).first() + (extents
			.get(axis).length() - side - 1) * quarters.get(axis) / 4).toArray()).toList();
	}

	/** Gets the indices of the cells of all regions in a map, X fastest, region by region, row by row. */
	long[] cells(final List<Extent> extents) {
		final LongStream.Builder cells = LongStream.builder();
		for (final int[] first : firstCells(extents))
			addCells(first, 0, 0, cells);
		return cells.build().toArray();
	}

	private void addCells(final int[] first, final int axis, final long index, final LongStream.Builder cells) {
		if (axis == map.size()) {
			cells.add(index);
			return;
		}
		for (int i = 0; i < side; i++)
			addCells(first, axis + 1, index * map.get(axis) + first[axis] + i, cells);
	}

	/** Gets some regions nearest to one, nearest first; of equally near ones those of lower number. */
	List<Integer> neighbours(final int region, final int most) {
		final List<List<Integer>> corners = corners();
		return IntStream.range(0, corners.size()).filter(other -> other != region).boxed().sorted(Comparator.comparingInt(
			other -> distance(corners.get(region), corners.get(other)))).limit(most).toList();
	}

	private static int distance(final List<Integer> a, final List<Integer> b) {
		return IntStream.range(0, a.size()).map(axis -> (a.get(axis) - b.get(axis)) * (a.get(axis) - b.get(axis))).sum();
	}

	/**
	 * Gets the matrices (R, R) of positives and negatives of a batch whose R rows are ordered by image, then region. The
	 * positive of a region is the same region of its image's partner, its negatives are its neighbours in both images.
	 *
	 * @param partners partner of each image; -1 for none
	 * @param neighbours number of regions to contrast each with
	 */
	float[][] masks(final int[] partners, final int neighbours) {
		final int size = size();
		final int rows = partners.length * size;
		final float[][] masks = new float[2][rows * rows];
		for (int region = 0; region < size; region++) {
			final List<Integer> nearest = neighbours(region, neighbours);
			for (int image = 0; image < partners.length; image++) {
				final int other = partners[image];
				if (other < 0) continue;
				final int row = image * size + region;
				masks[0][row * rows + other * size + region] = 1;
				for (final int neighbour : nearest) {
					masks[1][row * rows + image * size + neighbour] = 1;
					masks[1][row * rows + other * size + neighbour] = 1;
				}
			}
		}
		return masks;
	}
}
