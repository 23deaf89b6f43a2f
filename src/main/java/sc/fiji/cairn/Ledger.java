// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The file {@value #NAME} of a folder, in which Cairn notes what it has written there and how, so that nothing else, and
 * nothing that somebody has changed since, is replaced.
 */
public final class Ledger {

	/** Name of the file. */
	public static final String NAME = "cairn-files.json";

	private static final int FORMAT = 1;
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/**
	 * A file that Cairn has written.
	 *
	 * @param run which of the runs, from 0
	 * @param size in bytes; -1 if it was to be written when the run ended
	 * @param sha256 its checksum; empty likewise
	 */
	private record Entry(int run, long size, String sha256) {}

	/** What the file holds. */
	private record Content(int format, List<JsonElement> runs, Map<String, Entry> files) {}

	private final Path folder;
	private final Content content;

	private Ledger(final Path folder, final Content content) {
		this.folder = folder;
		this.content = content;
	}

	/**
	 * Reads the ledger of a folder; that of a folder without one is empty.
	 *
	 * @throws CairnException if it is damaged
	 */
	public static Ledger of(final Path folder) {
		final Path file = folder.resolve(NAME);
		if (!Files.exists(file)) return new Ledger(folder, new Content(FORMAT, new ArrayList<>(), new TreeMap<>()));
		try {
			final Content read = GSON.fromJson(Files.readString(file, StandardCharsets.UTF_8), Content.class);
			if (read != null && read.format == FORMAT && read.runs != null && read.files != null) return new Ledger(folder,
				new Content(FORMAT, new ArrayList<>(read.runs), new TreeMap<>(read.files)));
		}
		catch (final IOException | RuntimeException e) {
			throw broken(file, e);
		}
		throw broken(file, null);
	}

	private static CairnException broken(final Path file, final Exception cause) {
		return new CairnException("The list of files that Cairn has written, " + file +
			", is damaged or of a newer version, so nothing beside it is replaced; choose another folder.", cause);
	}

	/** Tells whether Cairn has written the file of a name, whatever has become of it. */
	public boolean knows(final Path file) {
		return content.files.containsKey(name(file));
	}

	/**
	 * Makes sure that a file is, if it exists, as Cairn has written it.
	 *
	 * @throws CairnException if it is not
	 */
	public void requireOwn(final Path file) {
		if (!Replacing.isTaken(file)) return;
		final Entry entry = content.files.get(name(file));
		if (entry == null) throw new CairnException("The file " + file + " exists and is not one that Cairn has written, as far as " +
			folder.resolve(NAME) + " tells, so it is not replaced; choose another file or folder.");
		if (entry.size >= 0 && !isSame(file, entry)) throw new CairnException("The file " + file +
			" has been changed since Cairn wrote it, as by a correction, so it is not replaced; move it to where it is safe, or " +
			"choose another file or folder.");
	}

	/** Tells whether a file is there as a run of some kind has written it. */
	public boolean isDone(final Path file, final Predicate<JsonElement> run) {
		final Entry entry = content.files.get(name(file));
		return entry != null && entry.size >= 0 && entry.run >= 0 && entry.run < content.runs.size() && run.test(content.runs.get(
			entry.run)) && isSame(file, entry);
	}

	/** Tells whether a run ended while it wrote a file. */
	public boolean isUnfinished(final Path file) {
		final Entry entry = content.files.get(name(file));
		return entry != null && entry.size < 0;
	}

	private static boolean isSame(final Path file, final Entry entry) {
		try {
			return Files.isRegularFile(file) && Files.size(file) == entry.size && Sha256.of(file).equals(entry.sha256);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be examined (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	/** Notes a run, whose files follow. */
	public void begin(final JsonElement run) {
		content.runs.add(run);
	}

	/**
	 * Writes files and notes them. They are noted before, too: if the program ends in between, they are still known.
	 *
	 * @param files all that the work writes, in the folder of the ledger or below
	 * @throws CairnException if the work fails, or the ledger cannot be written
	 */
	public void write(final List<Path> files, final Runnable work) {
		final Map<String, Entry> before = new TreeMap<>(content.files);
		files.forEach(file -> content.files.put(name(file), new Entry(content.runs.size() - 1, -1, "")));
		save();
		try {
			work.run();
		}
		catch (final RuntimeException | Error e) {
			files.forEach(file -> restore(name(file), before.get(name(file)), Replacing.isTaken(file)));
			save();
			throw e;
		}
		for (final Path file : files)
			content.files.put(name(file), entry(file));
		save();
	}

	/** Notes a file again as it was before work that has failed; what is new is Cairn's, too. */
	private void restore(final String name, final Entry before, final boolean exists) {
		if (before != null) content.files.put(name, before);
		else if (!exists) content.files.remove(name);
	}

	private Entry entry(final Path file) {
		try {
			return new Entry(content.runs.size() - 1, Files.size(file), Sha256.of(file));
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read again after it was written (" + e.getMessage() +
				"); check its drive.", e);
		}
	}

	private void save() {
		WholeFile.write(folder.resolve(NAME), out -> out.write(GSON.toJson(content).getBytes(StandardCharsets.UTF_8)));
	}

	private String name(final Path file) {
		return folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
	}
}
