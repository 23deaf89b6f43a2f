// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.IOException;

/** A step between the bytes of a chunk and those of its file. */
interface Codec {

	/**
	 * Gets the bytes that were encoded.
	 *
	 * @param size how many there have to be
	 * @throws IOException if they are damaged
	 */
	byte[] decode(byte[] bytes, int size) throws IOException;

	/** Encodes bytes. Unless overridden, cannot. */
	default byte[] encode(final byte[] bytes) throws IOException {
		throw new UnsupportedOperationException(getClass() + " is for reading only.");
	}
}
