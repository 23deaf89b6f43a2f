// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The plugin as Fiji needs it: without the menu of plain ImageJ, whose every entry Fiji would say it overrides. */
final class FijiJar {

	private static final String MENU = "plugins.config";

	private FijiJar() {
		// Only static methods.
	}

	/**
	 * Copies the jar of the plugin, under its name.
	 *
	 * @param folder for the copy
	 * @return the copy
	 */
	static Path of(final Path jar, final Path folder) throws IOException {
		final Path copy = folder.resolve(jar.getFileName());
		try (ZipFile in = new ZipFile(jar.toFile()); OutputStream file = Files.newOutputStream(copy);
			ZipOutputStream out = new ZipOutputStream(file))
		{
			for (final ZipEntry entry : Collections.list(in.entries())) {
				if (entry.getName().equals(MENU)) continue;
				final ZipEntry same = new ZipEntry(entry.getName());
				same.setTime(entry.getTime());
				out.putNextEntry(same);
				in.getInputStream(entry).transferTo(out);
				out.closeEntry();
			}
		}
		return copy;
	}
}
