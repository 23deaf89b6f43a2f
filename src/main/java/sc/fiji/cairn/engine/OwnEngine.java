// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;

/** Recognises a PyTorch that the user has: libtorch as unpacked, its {@code lib} folder, or {@code torch} of Python. */
final class OwnEngine {

	/** Where libtorch and the Python package say their version, seen from the folder of the libraries. */
	private static final List<String> VERSIONS = List.of("../build-version", "../version.py");

	private static final Pattern VERSION = Pattern.compile("(?:^|__version__ = ')(\\d+\\.\\d+\\.\\d+)", Pattern.MULTILINE);

	private OwnEngine() {}

	/**
	 * Opens a folder.
	 *
	 * @param folder that has libtorch in it or in its subfolder {@code lib}
	 * @throws CairnException if there is none, or one of another version
	 */
	static InstalledEngine open(final Path folder) {
		final String library = Platform.current().library("torch");
		final Path libraries = Stream.of(folder, folder.resolve("lib")).filter(path -> Files.isRegularFile(path.resolve(
			library))).findFirst().orElseThrow(() -> new CairnException("There is no " + library + " in the folder " + folder +
				"; name the folder \"lib\" of PyTorch " + EngineVersion.current().pytorch() + " for " + Platform.current() +
				"."));
		final Path real = libraries.toAbsolutePath().normalize();
		requireVersion(real);
		return new InstalledEngine("own-" + Sha256.of(real.toString()).substring(0, 8), real, Flavor.of(real), true);
	}

	private static void requireVersion(final Path folder) {
		final String wanted = EngineVersion.current().pytorch();
		for (final String name : VERSIONS) {
			final Path file = folder.resolve(name).normalize();
			if (!Files.isRegularFile(file)) continue;
			final Matcher matcher = VERSION.matcher(read(file));
			if (matcher.find() && !matcher.group(1).equals(wanted)) throw new CairnException("The folder " + folder +
				" holds PyTorch " + matcher.group(1) + ", but Cairn needs " + wanted + "; install that version.");
		}
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (final IOException e) {
			throw new CairnException(file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
		}
	}
}
