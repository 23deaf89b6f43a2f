// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where downloads are written. */
interface Disk {

	/** Returns the free space in bytes at an existing path. */
	default long free(final Path path) throws IOException {
		return Files.getFileStore(path).getUsableSpace();
	}

	/** Opens a file, which is made if need be, to write on at its end. */
	default OutputStream append(final Path file) throws IOException {
		return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}
}
