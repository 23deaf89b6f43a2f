package sc.fiji.cairn;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
		final Path target = file.toAbsolutePath();
		Path temporary = null;
		try {
			Files.createDirectories(target.getParent());
			temporary = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
				content.writeTo(out);
			}
			// NB: files made for temporary use are private; a result is as readable as any other new file.
			temporary.toFile().setReadable(true, false);
			move(temporary, target);
		}
		catch (final AccessDeniedException e) {
			throw new CairnException("The file " + file + " cannot be written: there is no permission to write to the folder " +
				target.getParent() + "; choose another folder.", e);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be written (" + e.getMessage() +
				"); check that the folder exists, may be written to and has space left.", e);
		}
		finally {
			if (temporary != null) temporary.toFile().delete();
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
		final Path folder = file.toAbsolutePath().getParent();
		try {
			Files.createDirectories(folder);
			Files.delete(Files.createTempFile(folder, ".cairn", ".part"));
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be written: the folder " + folder +
				" cannot be made or written to; choose another.", e);
		}
	}

	private static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
