package sc.fiji.cairn.volume;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

import sc.fiji.cairn.CairnException;

/** A file in the making: it lies beside its target under another name until it is complete. */
final class PartialFile implements AutoCloseable {

	private final Path target;
	private final Path path;

	PartialFile(final Path target) {
		this.target = target.toAbsolutePath();
		final Path folder = this.target.getParent();
		if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) throw new CairnException(
			"The file " + target + " cannot be written because its folder is missing or write-protected:" +
				" create the folder or choose another.");
		// The ending is kept, because some encoders look at it.
		path = folder.resolve("." + UUID.randomUUID() + "-" + this.target.getFileName());
	}

	/** Returns where to write. */
	Path path() {
		return path;
	}

	/** Gives the complete file its name. */
	void complete() throws IOException {
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
