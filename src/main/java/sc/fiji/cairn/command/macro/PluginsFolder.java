// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A temporary plugins folder from which ImageJ builds the suite's menus.
 * <p>
 * It holds a jar with nothing but {@code plugins.config}; the classes come from the class path. Preferences are kept there,
 * too: what a user has set in dialogs must not change what a macro does.
 * </p>
 */
final class PluginsFolder implements AutoCloseable {

	private static final String MENUS = "plugins.config";

	private final Path home;

	private PluginsFolder(final Path home) {
		this.home = home;
	}

	/**
	 * Makes the folder and points ImageJ to it, which must not have started yet.
	 *
	 * @throws MacroFailure if it cannot be made
	 */
	static PluginsFolder create() throws MacroFailure {
		try (InputStream menus = PluginsFolder.class.getResourceAsStream("/" + MENUS)) {
			final Path home = Files.createTempDirectory("cairn-imagej");
			final Path jar = Files.createDirectory(home.resolve("plugins")).resolve("Cairn_.jar");
			try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
				zip.putNextEntry(new ZipEntry(MENUS));
				menus.transferTo(zip);
			}
			// ImageJ takes its preferences from here if the file exists, else from the user's home.
			Files.createFile(home.resolve("IJ_Prefs.txt"));
			System.setProperty("plugins.dir", home.toString());
			System.getProperties().putIfAbsent("java.util.prefs.userRoot", home.toString());
			// NB: Java tells on standard error that it has made this folder.
			Files.createDirectories(Path.of(System.getProperty("java.util.prefs.userRoot"), ".java", ".userPrefs"));
			return new PluginsFolder(home);
		}
		catch (final IOException exc) {
			throw new MacroFailure("The temporary folder " + System.getProperty("java.io.tmpdir") +
				" cannot be written; free some space or set -Djava.io.tmpdir.", false, exc);
		}
	}

	/** Removes the folder. */
	@Override
	public void close() {
		try (Stream<Path> paths = Files.walk(home)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.deleteIfExists(path);
		}
		catch (final IOException exc) {
			// Windows keeps a jar locked that ImageJ has not closed.
			home.toFile().deleteOnExit();
		}
	}
}
