// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What OME-XML says about the pixels of an image: sizes, physical sizes, and which plane of the file is which.
 *
 * @param sizes samples along Z, channel and time, by these letters
 * @param order these letters, fastest first, as in {@code XYZCT} without X and Y
 * @param spacing distance of pixels along X, Y, Z in {@code units}; NaN where it is not given
 * @param units unit of each
 * @param interval seconds from frame to frame, 0 if not given
 * @param samples channels that are stored together as one plane, 3 for colour images
 * @param signedBytes whether pixels are bytes from -128 to 127
 * @param data where planes lie; empty if they are in order from the start of the file
 */
record OmePixels(Map<Character, Integer> sizes, String order, double[] spacing, List<String> units, double interval,
	int samples, boolean signedBytes, List<TiffData> data)
{

	/**
	 * A run of planes.
	 *
	 * @param first where the first one belongs: Z, channel, time
	 * @param directory its number in the file
	 * @param count how many; 0 for all
	 */
	record TiffData(Map<Character, Integer> first, int directory, int count) {}

	/** Returns the number of channels whose samples are stored apart. */
	int channels() {
		return Math.max(1, sizes.get('C') / samples);
	}

	/** Returns the number of planes that the image needs. */
	int count() {
		return sizes.get('Z') * channels() * sizes.get('T');
	}

	/**
	 * Finds the planes in ImageJ's order: channel, then Z, then time.
	 *
	 * @return for each the number of its directory in the file, from 0; -1 where the XML knows none
	 */
	int[] directories() {
		final int[] directories = new int[count()];
		Arrays.fill(directories, -1);
		for (final TiffData run : data.isEmpty() ? List.of(new TiffData(Map.of('Z', 0, 'C', 0, 'T', 0), 0, 0)) : data) {
			int rank = rank(run.first);
			final int end = run.count == 0 ? directories.length : Math.min(directories.length, rank + run.count);
			for (int directory = run.directory; rank >= 0 && rank < end; rank++, directory++)
				directories[place(rank)] = directory;
		}
		return directories;
	}

	private int size(final char axis) {
		return axis == 'C' ? channels() : sizes.get(axis);
	}

	/** Gets how many planes come before one in the order of the XML, -1 if it is outside of the image. */
	private int rank(final Map<Character, Integer> position) {
		int rank = 0;
		for (int i = order.length() - 1; i >= 0; i--) {
			final char axis = order.charAt(i);
			final int index = axis == 'C' ? position.get(axis) / samples : position.get(axis);
			if (index < 0 || index >= size(axis)) return -1;
			rank = rank * size(axis) + index;
		}
		return rank;
	}

	/** Gets the place in ImageJ's order of a plane, given how many come before it in the order of the XML. */
	private int place(final int rank) {
		int rest = rank;
		int c = 0;
		int z = 0;
		int t = 0;
		for (final char axis : order.toCharArray()) {
			final int index = rest % size(axis);
			rest /= size(axis);
			switch (axis) {
				case 'C' -> c = index;
				case 'Z' -> z = index;
				default -> t = index;
			}
		}
		return c + size('C') * (z + size('Z') * t);
	}
}
