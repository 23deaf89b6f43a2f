// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.util.Arrays;

/** Brings the bytes or the bits of elements together again that Blosc has put apart so that they pack better. */
final class Shuffle {

	private Shuffle() {}

	/** Undoes what puts first the first byte of each element, then the second, ... */
	static void undoBytes(final byte[] in, final int length, final int element, final byte[] out, final int to) {
		final int count = length / element;
		for (int k = 0; k < element; k++)
			for (int i = 0, at = to + k, from = k * count; i < count; i++, at += element)
				out[at] = in[from + i];
		copyRest(in, length, count * element, out, to);
	}

	/** Undoes the same with bits: bit j of byte k of element i lies in row 8 k + j, at bit i. */
	static void undoBits(final byte[] in, final int length, final int element, final byte[] out, final int to) {
		final int count = length / element;
		final int row = count / Byte.SIZE;
		Arrays.fill(out, to, to + count * element, (byte) 0);
		for (int bit = 0; bit < Byte.SIZE * element; bit++)
			for (int i = 0; i < row; i++) {
				final int bits = in[bit * row + i] & 0xff;
				final int at = to + Byte.SIZE * i * element + bit / Byte.SIZE;
				for (int m = 0; bits >> m != 0; m++)
					if ((bits >> m & 1) != 0) out[at + m * element] |= (byte) (1 << bit % Byte.SIZE);
			}
		copyRest(in, length, count * element, out, to);
	}

	private static void copyRest(final byte[] in, final int length, final int done, final byte[] out, final int to) {
		System.arraycopy(in, done, out, to + done, length - done);
	}
}
