// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;

/**
 * What an installed engine consists of; written when its download is complete and compared before it is used.
 *
 * @param version of PyTorch
 * @param flavor as macros spell it
 * @param platform that it runs on
 * @param source address it came from
 * @param files its libraries
 */
record Manifest(String version, String flavor, String platform, String source, List<Library> files) {

	/** Name of the file in the engine's folder. */
	static final String FILE = "engine.json";

	/**
	 * One file.
	 *
	 * @param name without folder
	 * @param size in bytes
	 * @param modified milliseconds since 1970
	 * @param sha256 of the content, in hexadecimal digits
	 */
	record Library(String name, long size, long modified, String sha256) {

		/** Tells whether a manifest may say so: a library lies in the folder itself. */
		static boolean isSound(final Library library) {
			return library != null && library.name != null && library.name.matches("[\\w.+-]+") && library.sha256 != null;
		}
	}

	/**
	 * Reads the manifest of a folder.
	 *
	 * @return nothing if there is none
	 * @throws CairnException if it is damaged
	 */
	static Optional<Manifest> read(final Path folder) {
		final Path file = folder.resolve(FILE);
		if (!Files.isRegularFile(file)) return Optional.empty();
		try {
			final Manifest manifest = new GsonBuilder().create().fromJson(Files.readString(file, StandardCharsets.UTF_8),
				Manifest.class);
			if (manifest != null && manifest.files() != null && manifest.files().stream().allMatch(Library::isSound)) return Optional
				.of(manifest);
		}
		catch (final IOException | JsonParseException e) {
			throw damaged(file, e);
		}
		throw damaged(file, null);
	}

	private static CairnException damaged(final Path file, final Exception cause) {
		return new CairnException("The file " + file +
			" is damaged; delete its folder and run \"Cairn Install Engine...\" again.", cause);
	}

	/** Writes the manifest into a folder. */
	void write(final Path folder) throws IOException {
		Files.writeString(folder.resolve(FILE), new GsonBuilder().setPrettyPrinting().create().toJson(this),
			StandardCharsets.UTF_8);
	}

	/**
	 * Compares the files in a folder with the manifest: by size and time, and by content where the time has changed, for
	 * to read gigabytes at each start would take too long.
	 *
	 * @return what is wrong; nothing if all is well
	 */
	Optional<String> check(final Path folder) {
		for (final Library library : files) {
			final Path file = folder.resolve(library.name());
			try {
				if (!Files.isRegularFile(file)) return Optional.of(library.name() + " is missing");
				if (Files.size(file) != library.size()) return Optional.of(library.name() + " has another size");
				if (Files.getLastModifiedTime(file).toMillis() == library.modified()) continue;
				if (!sha256(file).equals(library.sha256())) return Optional.of(library.name() + " has another content");
			}
			catch (final IOException e) {
				return Optional.of(library.name() + " cannot be read (" + e.getMessage() + ")");
			}
		}
		return Optional.empty();
	}

	private static String sha256(final Path file) throws IOException {
		final Sha256 sum = new Sha256();
		try (InputStream in = Files.newInputStream(file)) {
			in.transferTo(sum.discarding());
		}
		return sum.hex();
	}
}
