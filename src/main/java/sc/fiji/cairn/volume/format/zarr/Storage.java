// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.IOException;
import java.util.Optional;

/** Where the files of a Zarr hierarchy lie. Safe for use by several threads. */
interface Storage {

	/**
	 * Reads a file.
	 *
	 * @param key its path, with slashes, seen from here
	 * @return empty if there is none
	 */
	Optional<byte[]> read(String key) throws IOException;

	/**
	 * Reads a part of a file.
	 *
	 * @param from the first byte; if negative, seen from the end of the file
	 * @param length number of bytes
	 * @return empty if there is no such file
	 * @throws IOException if the file is shorter
	 */
	Optional<byte[]> read(String key, long from, int length) throws IOException;

	/** Gets a folder of this one. */
	Storage at(String folder);

	/** Says where this is, for messages. */
	String name();
}
