package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.CaseFolder;

/** Turns what commands are given as text into paths and lists. */
final class Inputs {

	private Inputs() {
		// Only static methods.
	}

	/** Gets the paths of a list written with semicolons. */
	static List<Path> paths(final String text) {
		return CaseFolder.split(text).stream().map(Path::of).toList();
	}

	/**
	 * Gets a folder that has to be there.
	 *
	 * @throws CairnException if none is given, or it is not there
	 */
	static Path folder(final String key, final File folder) {
		if (isEmpty(folder)) throw missing(key, "folder");
		check(key, folder.toPath());
		return folder.toPath();
	}

	/**
	 * Gets a file that has to be there.
	 *
	 * @throws CairnException if none is given, or it is not there
	 */
	static Path file(final String key, final File file) {
		final Path path = target(key, file);
		if (!Files.isRegularFile(path)) throw new CairnException("The file " + path + " given as \"" + key +
			"\" does not exist; check its name.");
		return path;
	}

	/**
	 * Gets a file or folder that is to be written.
	 *
	 * @throws CairnException if none is given
	 */
	static Path target(final String key, final File file) {
		if (isEmpty(file)) throw missing(key, "file");
		return file.toPath();
	}

	/** Gets the constant that a choice of a dialog stands for: {@code gd-minus} for {@code GD_MINUS}. */
	static <E extends Enum<E>> E choice(final Class<E> type, final String choice) {
		return Enum.valueOf(type, choice.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/** Returns true if the user has left a file or folder open. */
	static boolean isEmpty(final File file) {
		return file == null || file.getPath().isBlank();
	}

	private static void check(final String key, final Path folder) {
		if (!Files.isDirectory(folder)) throw new CairnException("The folder " + folder + " given as \"" + key +
			"\" does not exist; check its name.");
	}

	private static CairnException missing(final String key, final String what) {
		return new CairnException("No " + what + " is given as \"" + key + "\"; name one.");
	}
}
