// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides whether files that exist may be replaced: only if the user says so, and never where Cairn can know that it did not
 * write them.
 *
 * @param allowed whether the user says so
 */
public record Replacing(boolean allowed) {

	/** Macro key by which the user says so. */
	public static final String KEY = "overwrite";

	private static final int LOOKED_AT = 4096;

	/** Tells whether there is something under a name, be it a link that leads nowhere. */
	public static boolean isTaken(final Path file) {
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Makes sure that files may be written.
	 *
	 * @throws UndecidedException if one exists, and the user has not decided
	 */
	public void requireAll(final List<Path> files) {
		final List<Path> taken = files.stream().filter(Replacing::isTaken).toList();
		if (allowed || taken.isEmpty()) return;
		throw undecided(taken.size() == 1 ? "The file " + taken.get(0) + " exists" : taken.size() +
			" of the files to be written exist, such as " + taken.get(0), taken.size() == 1 ? "it" : "them");
	}

	/** Gets the failure for want of a decision about files. */
	public static UndecidedException undecided(final String situation, final String them) {
		return new UndecidedException(new Decision(situation, KEY, new Decision.Answer("true", "Replace " + them)));
	}

	/**
	 * Makes sure that a text file, such as a table, may be written.
	 *
	 * @throws CairnException if a file exists that is no text
	 * @throws UndecidedException if there is one that is, and the user has not decided
	 */
	public void requireText(final Path file) {
		require(file, Replacing::isText, "no text");
	}

	/**
	 * Makes sure that a file of one kind may be written.
	 *
	 * @param isOfKind tells whether an existing file is one that Cairn may have written
	 * @param otherwise what it is if not
	 * @throws CairnException if a file exists that is none
	 * @throws UndecidedException if there is one, and the user has not decided
	 */
	public void require(final Path file, final Predicate<Path> isOfKind, final String otherwise) {
		if (!isTaken(file)) return;
		if (!isOfKind.test(file)) throw new CairnException("The file " + file + " exists and is " + otherwise +
			", so it is not replaced; choose another file.");
		requireAll(List.of(file));
	}

	/** Tells texts from images, models and other data by their first bytes. */
	private static boolean isText(final Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			for (final byte one : in.readNBytes(LOOKED_AT))
				if (one == 0) return false;
			return true;
		}
		catch (final IOException e) {
			// A folder, or a link that leads nowhere.
			return false;
		}
	}
}
