// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.util.Arrays;

/** Reads boxes of an array, whichever chunks they meet. */
final class ArrayReading {

	private final ZarrArray array;
	private final long[] min;
	private final int[] size;
	private final byte[] out;

	private ArrayReading(final ZarrArray array, final long[] min, final int[] size) {
		this.array = array;
		this.min = min;
		this.size = size;
		out = new byte[Arrays.stream(size).reduce(array.metadata().type().bytes(), Math::multiplyExact)];
	}

	/**
	 * Reads a box.
	 *
	 * @param min its first element along each axis, in the order of Zarr
	 * @param size number of its elements along each axis
	 * @return their bytes, the least significant first; the last axis is the fastest
	 */
	static byte[] read(final ZarrArray array, final long[] min, final int[] size) {
		final ArrayReading reading = new ArrayReading(array, min, size);
		reading.read(new long[size.length], 0);
		return reading.out;
	}

	/** Reads the chunks from some axis on. */
	private void read(final long[] place, final int axis) {
		if (axis == size.length) {
			copy(place);
			return;
		}
		final int chunk = array.metadata().chunk().get(axis);
		for (place[axis] = min[axis] / chunk; place[axis] * chunk < min[axis] + size[axis]; place[axis]++)
			read(place, axis + 1);
	}

	private void copy(final long[] place) {
		final int rank = size.length;
		final int[] chunk = new int[rank];
		final int[] from = new int[rank];
		final int[] to = new int[rank];
		final int[] common = new int[rank];
		for (int d = 0; d < rank; d++) {
			chunk[d] = array.metadata().chunk().get(d);
			final long first = Math.max(min[d], place[d] * chunk[d]);
			from[d] = (int) (first - place[d] * chunk[d]);
			to[d] = (int) (first - min[d]);
			common[d] = (int) (Math.min(min[d] + size[d], (place[d] + 1) * chunk[d]) - first);
		}
		Boxes.copy(array.read(place.clone()), chunk, from, out, size, to, common, array.metadata().type().bytes());
	}
}
