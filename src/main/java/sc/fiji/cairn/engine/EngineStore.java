// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;

/**
 * The engines on this computer and which one is to be used: a folder with one folder for each downloaded engine, such as
 * {@code 2.7.1-cpu-linux-x86_64}, and a few small files beside them.
 * <p>
 * It is {@code .cairn/engines} in the user's home, unless the system property {@value #PROPERTY} names another. It lies
 * outside Fiji's own folders because Fiji's updater reads all of those at each update.
 * </p>
 */
public final class EngineStore {

	/** System property that names another folder. */
	public static final String PROPERTY = "cairn.engines";

	private static final String CHOICE = "choice.json";

	/** The engine to use, by its name; of the user's own, also where it is and what it was built for. */
	private record Choice(String engine, String folder, Flavor flavor) {}

	private final Path root;

	/** Opens the engines of a folder, which need not exist. */
	public EngineStore(final Path root) {
		this.root = root.toAbsolutePath();
	}

	/** Opens the engines of this user. */
	public static EngineStore standard() {
		final String folder = System.getProperty(PROPERTY);
		return new EngineStore(folder == null || folder.isBlank() ? Path.of(System.getProperty("user.home"), ".cairn",
			"engines") : Path.of(folder));
	}

	/** Returns the folder. */
	public Path root() {
		return root;
	}

	/** Returns the folder for what has to be unpacked from jars before it can be used. */
	public Path unpacked() {
		return root.resolve("unpacked");
	}

	/** Lists the downloaded engines for this platform, and the user's own if that is the one to use. */
	public List<InstalledEngine> list() {
		final List<InstalledEngine> engines = new ArrayList<>(downloaded());
		chosen().filter(InstalledEngine::own).ifPresent(engines::add);
		return engines;
	}

	private List<InstalledEngine> downloaded() {
		if (!Files.isDirectory(root)) return List.of();
		try (Stream<Path> folders = Files.list(root)) {
			return folders.filter(folder -> Files.isRegularFile(folder.resolve(Manifest.FILE))).sorted().flatMap(
				folder -> open(folder).stream()).toList();
		}
		catch (final IOException e) {
			throw new CairnException("The folder of engines " + root + " cannot be read (" + e.getMessage() +
				"); check its permissions, or name another with -D" + PROPERTY + "=FOLDER.", e);
		}
	}

	private static Optional<InstalledEngine> open(final Path folder) {
		for (final Flavor flavor : Flavor.values()) {
			if (folder.getFileName().toString().endsWith("-" + flavor.id() + "-" + Platform.current())) return Optional.of(
				new InstalledEngine(folder.getFileName().toString(), folder, flavor, false));
		}
		return Optional.empty();
	}

	/** Finds the downloaded engine of a flavor, of the version that belongs to this Cairn. */
	public Optional<InstalledEngine> find(final Flavor flavor) {
		final String name = name(flavor, Platform.current());
		return downloaded().stream().filter(engine -> engine.name().equals(name)).findFirst();
	}

	/** Returns what an engine is called here. */
	static String name(final Flavor flavor, final Platform platform) {
		return EngineVersion.current().pytorch() + "-" + flavor.id() + "-" + platform;
	}

	/** Gets the engine to use, if one has been chosen and not deleted since. */
	public Optional<InstalledEngine> chosen() {
		final Path file = root.resolve(CHOICE);
		if (!Files.isRegularFile(file)) return Optional.empty();
		try {
			final Choice choice = new Gson().fromJson(Files.readString(file, StandardCharsets.UTF_8), Choice.class);
			if (choice == null) return Optional.empty();
			if (choice.folder() != null && choice.flavor() != null) return Optional.of(new InstalledEngine(choice.engine(), Path.of(choice.folder()),
				choice.flavor(), true));
			return downloaded().stream().filter(engine -> engine.name().equals(choice.engine())).findFirst();
		}
		catch (final IOException | JsonParseException | InvalidPathException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() +
				"); delete it and run \"Cairn Install Engine...\" again.", e);
		}
	}

	/**
	 * Makes an engine the one to use from the next start on.
	 *
	 * @throws CairnException if that cannot be written
	 */
	public void choose(final InstalledEngine engine) {
		final Choice choice = engine.own() ? new Choice(engine.name(), engine.folder().toString(), engine.flavor())
			: new Choice(engine.name(), null, null);
		WholeFile.write(root.resolve(CHOICE), out -> out.write(new Gson().toJson(choice).getBytes(
			StandardCharsets.UTF_8)));
	}

	/**
	 * Deletes an engine; of the user's own, only that it is to be used.
	 *
	 * @throws CairnException if a file is in use or write-protected
	 */
	public void delete(final InstalledEngine engine) {
		final boolean chosen = chosen().filter(engine::equals).isPresent();
		try {
			if (!engine.own()) Folders.delete(engine.folder());
			history(engine).clear();
			if (chosen) Files.deleteIfExists(root.resolve(CHOICE));
		}
		catch (final IOException e) {
			throw new CairnException("The engine " + engine.name() + " cannot be deleted (" + e.getMessage() +
				"); quit all programs that use it and try again.", e);
		}
	}

	/** Deletes what interrupted downloads and deletions have left. */
	public void deleteDownloads() {
		try {
			Folders.deleteRemains(root);
		}
		catch (final IOException e) {
			throw new CairnException("What is left of a deleted engine in " + root + " cannot be deleted (" + e.getMessage() +
				"); quit all programs that use it and try again.", e);
		}
		for (final Flavor flavor : Flavor.values())
			try {
				Folders.delete(download(name(flavor, Platform.current())));
			}
			catch (final IOException e) {
				throw new CairnException("An interrupted download in " + root + " cannot be deleted (" + e.getMessage() +
					"); wait until no other ImageJ is downloading.", e);
			}
	}

	/** Compares an engine's files with what was installed; says what is wrong with them, if anything. */
	public Optional<String> check(final InstalledEngine engine) {
		final String library = Platform.current().library("torch");
		if (engine.own()) return Files.isRegularFile(engine.folder().resolve(library)) ? Optional.empty() : Optional.of(
			"there is no " + library);
		return Manifest.read(engine.folder()).flatMap(manifest -> manifest.check(engine.folder()));
	}

	/** Gets the notes on how an engine fared. */
	public EngineHistory history(final InstalledEngine engine) {
		return new EngineHistory(root.resolve("history"), engine.name());
	}

	/** Returns the size of an engine's files in bytes. */
	public long size(final InstalledEngine engine) {
		return Folders.size(engine.folder());
	}

	/** Returns the folder that an engine is put together in. */
	Path download(final String name) {
		return root.resolve(".download-" + name);
	}
}
