// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How an axis of an image is covered by tiles that a network takes.
 *
 * @param extent length of the image
 * @param tile length of the tiles
 * @param margin voxels at either end of a tile whose output is not used; or, of a single tile, not there
 * @param shorter voxels at either end of a tile that the output has not
 * @param starts where tiles begin, before the image or in it
 */
record AxisTiles(int extent, int tile, int margin, int shorter, List<Integer> starts) {

	/** Voxels that go through a network at once. */
	private static final long MOST_VOXELS = 1 << 20;

	/** Plans the tiles along all axes: the image whole, if it is not too large and the network takes it, else halves and halves of these. */
	static List<AxisTiles> of(final List<PackageAxis> axes, final int[] extents) {
		final int[] tiles = new int[extents.length];
		for (int d = 0; d < tiles.length; d++)
			tiles[d] = axes.get(d).holding(extents[d] + axes.get(d).shorter());
		while (Arrays.stream(tiles).mapToLong(tile -> tile).reduce(1, (a, b) -> a * b) > MOST_VOXELS) {
			int longest = -1;
			for (int d = 0; d < tiles.length; d++)
				if (halved(axes.get(d), tiles[d]) < tiles[d] && (longest < 0 || tiles[d] > tiles[longest])) longest = d;
			if (longest < 0) break;
			tiles[longest] = halved(axes.get(longest), tiles[longest]);
		}
		final List<AxisTiles> all = new ArrayList<>();
		for (int d = 0; d < tiles.length; d++)
			all.add(of(axes.get(d), extents[d], tiles[d]));
		return all;
	}

	/** Gets a length of about half, or the same if too little of it would be used. */
	private static int halved(final PackageAxis axis, final int tile) {
		final int half = axis.within(tile / 2);
		return half < tile && half > 4 * margin(axis) ? half : tile;
	}

	private static int margin(final PackageAxis axis) {
		return axis.shorter() / 2 + axis.halo();
	}

	private static AxisTiles of(final PackageAxis axis, final int extent, final int tile) {
		final int shorter = axis.shorter() / 2;
		if (tile - 2 * shorter >= extent) return new AxisTiles(extent, tile, shorter, shorter, List.of(-((tile - extent) / 2)));
		final int margin = margin(axis);
		final int core = tile - 2 * margin;
		final List<Integer> starts = new ArrayList<>();
		for (int from = 0; from < extent; from += core)
			starts.add(Math.min(from, extent - core) - margin);
		return new AxisTiles(extent, tile, margin, shorter, List.copyOf(starts));
	}

	/** Returns the first voxel of the image whose output a tile gives. */
	int from(final int start) {
		return Math.max(0, start + margin);
	}

	/** Returns the voxel after the last one. */
	int to(final int start) {
		return Math.min(extent, start + tile - margin);
	}
}
