// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

/** Copies boxes of elements between arrays whose last axis is the fastest. */
final class Boxes {

	private Boxes() {}

	/**
	 * Copies a box.
	 *
	 * @param in bytes of elements of an array of size {@code inSize}
	 * @param from the first element of the box in there
	 * @param out bytes of elements of an array of size {@code outSize}
	 * @param to the first element of the box in there
	 * @param size of the box
	 * @param bytes of an element
	 */
	static void copy(final byte[] in, final int[] inSize, final int[] from, final byte[] out, final int[] outSize, final int[] to,
		final int[] size, final int bytes)
	{
		final int last = size.length - 1;
		int rows = 1;
		for (int d = 0; d < last; d++)
			rows *= size[d];
		final int[] at = new int[size.length];
		for (int row = 0; row < rows; row++) {
			System.arraycopy(in, index(at, from, inSize) * bytes, out, index(at, to, outSize) * bytes, size[last] * bytes);
			for (int d = last - 1; d >= 0 && ++at[d] == size[d]; d--)
				at[d] = 0;
		}
	}

	private static int index(final int[] at, final int[] from, final int[] size) {
		int index = 0;
		for (int d = 0; d < at.length; d++)
			index = index * size[d] + from[d] + at[d];
		return index;
	}
}
