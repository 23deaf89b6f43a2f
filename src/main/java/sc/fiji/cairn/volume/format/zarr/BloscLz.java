// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

/** Unpacks streams of BloscLZ, Blosc's own codec: runs of literal bytes, and copies of what came before. */
final class BloscLz {

	private static final int MOST_LITERALS = 32;
	private static final int FARTHEST = 8191;
	private static final int LONG = 6;
	private static final int SHORTEST = 3;

	private BloscLz() {}

	/**
	 * Unpacks a stream.
	 *
	 * @return the number of bytes
	 * @throws IndexOutOfBoundsException if it is damaged
	 */
	static int decode(final byte[] in, final int from, final int length, final byte[] out, final int to) {
		final int end = from + length;
		int at = from;
		int filled = to;
		int control = in[at++] & MOST_LITERALS - 1;
		while (true) {
			if (control < MOST_LITERALS) {
				System.arraycopy(in, at, out, filled, control + 1);
				at += control + 1;
				filled += control + 1;
			}
			else {
				int count = (control >> 5) - 1;
				int code = 0xff;
				while (count >= LONG && code == 0xff) {
					code = in[at++] & 0xff;
					count += code;
				}
				final int high = (control & MOST_LITERALS - 1) << Byte.SIZE;
				final int low = in[at++] & 0xff;
				int distance = high + low;
				if (low == 0xff && high == 31 << Byte.SIZE) {
					distance = FARTHEST + ((in[at] & 0xff) << Byte.SIZE) + (in[at + 1] & 0xff);
					at += 2;
				}
				// NB: byte by byte, because a copy may overlap itself.
				for (int i = 0; i < count + SHORTEST; i++, filled++)
					out[filled] = out[filled - distance - 1];
			}
			if (at >= end) return filled - to;
			control = in[at++] & 0xff;
		}
	}
}
