// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/** Boxes of one size, side by side from the first voxel of an image, that are predicted each by itself. */
final class Tiles {

	/** Sides are no longer than this: a power of two, as they all are, so that tiles fit into blocks of any such size. */
	private static final int LONGEST = 1024;

	private Tiles() {}

	/**
	 * Plans tiles that with all that the network sees around them have a number of voxels at most.
	 *
	 * @param axes X, Y, Z
	 * @param flat whether the network sees single slices
	 * @return their sides in voxels of the image
	 */
	static List<Integer> sides(final List<GridAxis> axes, final boolean flat, final long most) {
		final int[] sides = axes.stream().mapToInt(axis -> Math.min(LONGEST, powerOfTwo(axis.extent()))).toArray();
		while (seen(axes, sides) > most && IntStream.of(sides).max().orElseThrow() > 1) {
			final boolean deep = flat && sides[2] > 1;
			sides[deep ? 2 : longest(sides)] /= 2;
		}
		return IntStream.of(sides).boxed().toList();
	}

	private static int powerOfTwo(final int least) {
		return least <= 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
	}

	private static int longest(final int[] sides) {
		return IntStream.range(0, sides.length).boxed().max((a, b) -> Integer.compare(sides[a], sides[b])).orElseThrow();
	}

	private static double seen(final List<GridAxis> axes, final int[] sides) {
		double voxels = 1;
		for (int d = 0; d < sides.length; d++) {
			final GridAxis axis = axes.get(d);
			voxels *= Math.min(axis.size(), Math.ceil(sides[d] / axis.step()) + 2.0 * axis.reach() + 2 * (axis.multiple() - 1));
		}
		return voxels;
	}

	/**
	 * Lists the tiles that meet an interval (X, Y, Z), those of a column along Z one after the other: slices of the same chunks, which
	 * then are read once.
	 */
	static List<Interval> meeting(final Interval box, final List<Integer> sides, final List<GridAxis> axes) {
		final List<Interval> tiles = new ArrayList<>();
		for (long y = first(box, sides, 1); y <= box.max(1); y += sides.get(1))
			for (long x = first(box, sides, 0); x <= box.max(0); x += sides.get(0))
				for (long z = first(box, sides, 2); z <= box.max(2); z += sides.get(2))
					tiles.add(FinalInterval.createMinSize(x, y, z, length(x, sides, axes, 0), length(y, sides, axes, 1), length(z, sides, axes,
						2)));
		return tiles;
	}

	private static long first(final Interval box, final List<Integer> sides, final int d) {
		return box.min(d) / sides.get(d) * sides.get(d);
	}

	private static long length(final long from, final List<Integer> sides, final List<GridAxis> axes, final int d) {
		return Math.min(sides.get(d), axes.get(d).extent() - from);
	}

	/**
	 * Cuts a part out of scores.
	 *
	 * @param scores of the tile (classes, Z, Y, X)
	 */
	static float[] cut(final float[] scores, final Interval tile, final Interval part) {
		if (Intervals.equals(part, tile)) return scores;
		final int classes = scores.length / (int) Intervals.numElements(tile);
		final float[] out = new float[classes * (int) Intervals.numElements(part)];
		final int width = (int) part.dimension(0);
		int to = 0;
		for (int c = 0; c < classes; c++)
			for (long z = part.min(2) - tile.min(2); z <= part.max(2) - tile.min(2); z++)
				for (long y = part.min(1) - tile.min(1); y <= part.max(1) - tile.min(1); y++, to += width)
					System.arraycopy(scores, (int) (((c * tile.dimension(2) + z) * tile.dimension(1) + y) * tile.dimension(0) + part.min(0) -
						tile.min(0)), out, to, width);
		return out;
	}
}
