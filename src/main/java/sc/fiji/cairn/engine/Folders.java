// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/** Does to a folder what Java does to a file only. */
final class Folders {

	private Folders() {}

	private static final String DELETED = ".deleted-";

	/**
	 * Deletes a folder and all that is in it, if it is there. It loses its name first, so that nobody finds half of it.
	 *
	 * @throws IOException if it cannot be renamed, and is whole, or some files stay for {@link #deleteRemains}
	 */
	static void delete(final Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		final Path aside = folder.resolveSibling(DELETED + UUID.randomUUID());
		Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
		deleteAll(aside);
	}

	/** Deletes what stayed in a folder when others in it could not be deleted to the end. */
	static void deleteRemains(final Path parent) throws IOException {
		if (!Files.isDirectory(parent)) return;
		try (Stream<Path> children = Files.list(parent)) {
			for (final Path child : children.filter(path -> path.getFileName().toString().startsWith(DELETED)).toList())
				deleteAll(child);
		}
	}

	private static void deleteAll(final Path folder) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}

	/**
	 * Sums the sizes of the files directly in a folder, in bytes.
	 *
	 * @throws CairnException if it cannot be read
	 */
	static long size(final Path folder) {
		if (!Files.isDirectory(folder)) return 0;
		try (Stream<Path> files = Files.list(folder)) {
			return files.mapToLong(file -> file.toFile().length()).sum();
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}
}
