// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that are either whole or not there: under a temporary name in the same folder, moved at the end.
 */
public final class WholeFile {

	/** Writes the content of a file. */
	@FunctionalInterface
	public interface Content {

		/** Writes everything to the stream, which the caller closes. */
		void writeTo(OutputStream out) throws IOException;
	}

	private WholeFile() {}

	/**
	 * Writes a file, making its folder if need be, and replacing an older one.
	 *
	 * @throws CairnException if the folder cannot be made or written to, or the disk is full; an older file is then
	 *           still there and whole
	 */
	public static void write(final Path file, final Content content) {
		try (PartialFile part = new PartialFile(file)) {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part.path(),
				StandardOpenOption.CREATE_NEW), 1 << 16))
			{
				content.writeTo(out);
			}
			part.complete();
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be written (" + e.getMessage() +
				"); check the free space and permissions of its folder.", e);
		}
	}

	/**
	 * Makes sure, before long work begins, that its result can be written.
	 *
	 * @throws CairnException if the folder of the file cannot be made or written to, or the file is a folder itself
	 */
	public static void requireWritable(final Path file) {
		if (Files.isDirectory(file)) throw new CairnException("The file " + file +
			" cannot be written: it is a folder; name a file in it.");
		try (PartialFile part = new PartialFile(file)) {
			Files.createFile(part.path());
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be written (" + e.getMessage() +
				"); choose another folder.", e);
		}
	}

	/** Tells, without making it, whether a folder is one that files can be written to, or could be made. */
	public static boolean isPossible(final Path folder) {
		Path existing = folder.toAbsolutePath().normalize();
		while (existing != null && !Files.exists(existing))
			existing = existing.getParent();
		return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
	}
}
