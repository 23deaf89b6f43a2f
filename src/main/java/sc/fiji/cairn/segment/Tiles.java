// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.sampling.Box;

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

	/** Lists the tiles that meet a box. */
	static List<Box> meeting(final Box box, final List<Integer> sides, final List<GridAxis> axes) {
		final List<Box> tiles = new ArrayList<>();
		for (int z = first(box.z(), sides.get(2)); z < box.z() + box.depth(); z += sides.get(2))
			for (int y = first(box.y(), sides.get(1)); y < box.y() + box.height(); y += sides.get(1))
				for (int x = first(box.x(), sides.get(0)); x < box.x() + box.width(); x += sides.get(0))
					tiles.add(new Box(x, y, z, length(x, sides.get(0), axes.get(0)), length(y, sides.get(1), axes.get(1)), length(z, sides
						.get(2), axes.get(2))));
		return tiles;
	}

	private static int first(final int from, final int side) {
		return from / side * side;
	}

	private static int length(final int from, final int side, final GridAxis axis) {
		return Math.min(side, axis.extent() - from);
	}

	/** Gets what two boxes have in common. */
	static Box common(final Box a, final Box b) {
		final int x = Math.max(a.x(), b.x());
		final int y = Math.max(a.y(), b.y());
		final int z = Math.max(a.z(), b.z());
		return new Box(x, y, z, Math.min(a.x() + a.width(), b.x() + b.width()) - x, Math.min(a.y() + a.height(), b.y() + b.height()) -
			y, Math.min(a.z() + a.depth(), b.z() + b.depth()) - z);
	}

	/**
	 * Cuts a part out of scores.
	 *
	 * @param scores of the tile (classes, Z, Y, X)
	 */
	static float[] cut(final float[] scores, final Box tile, final Box part) {
		if (part.equals(tile)) return scores;
		final int classes = scores.length / (int) tile.voxels();
		final float[] out = new float[classes * (int) part.voxels()];
		for (int c = 0, to = 0; c < classes; c++)
			for (int z = 0; z < part.depth(); z++)
				for (int y = 0; y < part.height(); y++, to += part.width())
					System.arraycopy(scores, ((c * tile.depth() + part.z() - tile.z() + z) * tile.height() + part.y() - tile.y() + y) * tile
						.width() + part.x() - tile.x(), out, to, part.width());
		return out;
	}
}
