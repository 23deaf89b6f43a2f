// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file in the making: it lies beside its target under another name until it is complete, so that nothing half-written
 * is ever found under the target's name. What a process that ended suddenly has left is removed when the next file is written
 * to the same folder.
 */
public final class PartialFile implements AutoCloseable {

	/** Characters of the target's name that are kept: its ending, because some encoders look at it. */
	private static final int ENDING = 24;

	private static final AtomicLong COUNT = new AtomicLong();

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
		removeLeftOvers(folder);
		path = folder.resolve(FileOwner.CURRENT.prefix() + COUNT.incrementAndGet() + "-" + ending(this.target.getFileName()
			.toString()));
	}

	private static boolean isWritable(final Path folder) {
		try {
			return Files.isWritable(Files.createDirectories(folder));
		}
		catch (final IOException e) {
			return false;
		}
	}

	private static String ending(final String name) {
		final int start = Math.max(0, name.length() - ENDING);
		return name.substring(start > 0 && Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
	}

	private static void removeLeftOvers(final Path folder) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FileOwner::isLeftOver)) {
			for (final Path file : files)
				Files.deleteIfExists(file);
		}
		catch (final IOException | DirectoryIteratorException e) {
			// Whoever may write to the folder but not look into it, or not delete, or another process completes its file just now: what is left
			// disturbs nobody.
		}
	}

	/** Tells by its name whether a file is one in the making, by this process or another. */
	public static boolean is(final Path file) {
		return FileOwner.isPartial(file);
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
