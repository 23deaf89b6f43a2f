// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file in the making: it lies beside its target under another name until it is complete, so that nothing half-written
 * is ever found under the target's name.
 */
public final class PartialFile implements AutoCloseable {

	private final Path target;
	private final Path path;

	/**
	 * Names a file in the folder of the target, which is made if need be; the file itself is the caller's to write.
	 *
	 * @throws CairnException if the folder cannot be made or written to
	 */
	public PartialFile(final Path target) {
		this.target = target.toAbsolutePath();
		final Path folder = this.target.getParent();
		if (folder == null || !isWritable(folder)) throw new CairnException("The file " + target +
			" cannot be written because its folder cannot be made or is write-protected; choose another folder.");
		// The ending is kept, because some encoders look at it.
		path = folder.resolve("." + UUID.randomUUID() + "-" + this.target.getFileName());
	}

	private static boolean isWritable(final Path folder) {
		try {
			return Files.isWritable(Files.createDirectories(folder));
		}
		catch (final IOException e) {
			return false;
		}
	}

	/** Returns where to write. */
	public Path path() {
		return path;
	}

	/** Gives the complete file its name, replacing an older one. */
	public void complete() throws IOException {
		try {
			Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException e) {
			// Some network drives: the next best.
			Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/** Removes what was written if it was not completed. */
	@Override
	public void close() throws IOException {
		Files.deleteIfExists(path);
	}
}
