// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.cases.NamePattern;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.VolumeIO;

/** Turns what commands are given as text into paths and lists. */
final class Inputs {

	private Inputs() {
		// Only static methods.
	}

	/** Gets the paths of a list written with semicolons. */
	static List<Path> paths(final String text) {
		return NameList.split(text).stream().map(Path::of).toList();
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
		if (!Files.isRegularFile(path)) throw CairnException.of(key, "The file " + path + " given as \"" + key +
			"\" does not exist; check its name.");
		return path;
	}

	/**
	 * Gets files that have to be there, of a list written with semicolons.
	 *
	 * @throws CairnException if none is given, or one is not there
	 */
	static List<Path> files(final String key, final File list) {
		// NB: one file may have a semicolon in its name.
		if (list.isFile()) return List.of(list.toPath());
		final List<Path> paths = paths(target(key, list).toString());
		if (paths.isEmpty()) throw missing(key, "file");
		return paths.stream().map(path -> file(key, path.toFile())).toList();
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

	/**
	 * Makes sure that a file is given that could be written; its folder is not made yet.
	 *
	 * @throws CairnException if none is given, or it could not be
	 */
	static void newFile(final String key, final File file) {
		final Path path = target(key, file);
		if (Files.isDirectory(path)) throw CairnException.of(key, "The file " + path + " given as \"" + key +
			"\" is a folder; name a file in it.");
		requirePlace(key, path.toAbsolutePath().getParent(), path);
	}

	/** As {@link #newFile}, for a volume, which in some formats is a folder. */
	static void newVolume(final VolumeIO io, final String key, final File file) {
		final Path path = target(key, file);
		if (!Files.isDirectory(path) || !io.isWritable(path)) newFile(key, file);
	}

	/**
	 * As {@link #newFile}, for a file with text, such as a table.
	 *
	 * @param overwrite whether one that exists may be replaced
	 */
	static void newText(final String key, final File file, final boolean overwrite) {
		newFile(key, file);
		new Replacing(overwrite).requireText(file.toPath());
	}

	/** As {@link #newText}, for an image in a format that Cairn writes. */
	static void newImage(final VolumeIO io, final String key, final File file, final boolean overwrite) {
		newFile(key, file);
		for (final Path path : io.files(file.toPath()))
			new Replacing(overwrite).require(path, io::canOpen, "no image");
	}

	/**
	 * As {@link #newText}, for a model.
	 *
	 * @param resume whether to go on with an interrupted training of it
	 */
	static void newModel(final String key, final File file, final boolean overwrite, final boolean resume) {
		newFile(key, file);
		final Path path = file.toPath();
		WorkLock.requireFree(path, "The model");
		new Replacing(overwrite).require(path, ModelFile::isModel, "no model of Cairn");
		if (resume || overwrite) return;
		TrainingRun.interrupted(path).ifPresent(checkpoint -> {
			throw new UndecidedException(new Decision("An interrupted training of " + path + " has left " + checkpoint
				.getFileName() + " beside it", Replacing.KEY, new Decision.Answer("resume", "true", "Go on with it"),
				new Decision.Answer("true", "Begin anew")));
		});
	}

	/** As {@link #newFile}, for a folder. */
	static void newFolder(final String key, final File folder) {
		if (isEmpty(folder)) throw missing(key, "folder");
		requirePlace(key, folder.toPath(), folder.toPath());
	}

	private static void requirePlace(final String key, final Path folder, final Path result) {
		if (!WholeFile.isPossible(folder)) throw CairnException.of(key, result + " given as \"" + key +
			"\" cannot be written because its folder cannot be made or is write-protected; choose another folder.");
	}

	/**
	 * Gets folders of images.
	 *
	 * @param folders paths joined by semicolons
	 * @param include pattern of file names; empty for all; for several folders also a list of one pattern each
	 * @throws CairnException if none is given, or there are several patterns, but not as many as folders
	 */
	static List<ImageFolder> folders(final String folders, final String include) {
		final List<Path> paths = paths(folders);
		if (paths.isEmpty()) throw CairnException.of("images", "The parameter images is empty; name a folder of images.");
		// NB: one folder has one pattern, in which a semicolon is one.
		final List<String> several = paths.size() == 1 ? List.of() : NameList.split(include);
		if (several.size() > 1 && several.size() != paths.size()) throw CairnException.of("include", "The parameter include has " +
			several.size() + " patterns but images has " + paths.size() +
			" folders; give one pattern for all, or one a folder, such as *.");
		return IntStream.range(0, paths.size()).mapToObj(i -> new ImageFolder(paths.get(i), pattern(several.size() > 1 ? several.get(
			i) : include))).toList();
	}

	/**
	 * Gets a folder of images that has to be there.
	 *
	 * @throws CairnException if none is given, or it is not there
	 */
	static List<ImageFolder> folders(final String key, final File folder, final String include) {
		return List.of(new ImageFolder(folder(key, folder), pattern(include)));
	}

	private static NamePattern pattern(final String include) {
		return include.isBlank() ? NamePattern.ALL : new NamePattern(include);
	}

	/** Gets a file or folder that the user may leave open. */
	static Optional<Path> path(final File file) {
		return isEmpty(file) ? Optional.empty() : Optional.of(file.toPath());
	}

	/** Gets a number of which 0 leaves the choice open. */
	static OptionalInt given(final int number) {
		return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
	}

	/**
	 * Gets what folders hold.
	 *
	 * @param list such as {@code brain:hippocampus;heart:acdc}, an item a folder; one without a colon is a group of its own;
	 *          empty if each folder is
	 * @param folders number of folders
	 * @throws CairnException if the numbers differ
	 */
	static Domains domains(final String list, final int folders) {
		final List<String> items = NameList.split(list);
		if (!items.isEmpty() && items.size() != folders) throw CairnException.of("domains", "The parameter domains has " + items
			.size() + " items but images has " + folders + " folders; give one item a folder, such as heart:acdc.");
		return items.isEmpty() ? Domains.apart(folders) : Domains.of(items.stream().map(item -> item.split(":")[0].trim())
			.toList());
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
		if (!Files.isDirectory(folder)) throw CairnException.of(key, "The folder " + folder + " given as \"" + key +
			"\" does not exist; check its name.");
	}

	private static CairnException missing(final String key, final String what) {
		return CairnException.of(key, "No " + what + " is given as \"" + key + "\"; name one.");
	}
}
