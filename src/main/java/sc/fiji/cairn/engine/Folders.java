package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Does to a folder what Java does to a file only. */
final class Folders {

	private Folders() {}

	/** Deletes a folder and all that is in it, if it is there. */
	static void delete(final Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}

	/** Sums the sizes of the files directly in a folder, in bytes. */
	static long size(final Path folder) {
		if (!Files.isDirectory(folder)) return 0;
		try (Stream<Path> files = Files.list(folder)) {
			return files.mapToLong(file -> file.toFile().length()).sum();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
