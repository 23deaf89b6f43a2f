// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Main class that writes down how this JVM was started, for the launcher to start others like it without Maven: an
 * argument file of the {@code java} command.
 */
public final class ArgumentFile {

	private ArgumentFile() {
		// Only static methods.
	}

	/**
	 * Writes the file.
	 *
	 * @param args the file
	 * @throws IOException if that fails
	 */
	public static void main(final String... args) throws IOException {
		write(Path.of(args[0]), System.getProperty("java.class.path"));
	}

	/** Writes the file for a class path. */
	static void write(final Path file, final String classPath) throws IOException {
		final Path parent = file.toAbsolutePath().getParent();
		Files.createDirectories(parent);
		// NB: java reads it in the encoding of the system; a backslash in quotes is an escape.
		final Path part = Files.createTempFile(parent, "cairn", ".args");
		Files.writeString(part, "--add-opens=java.base/java.lang=ALL-UNNAMED\n-classpath\n\"" + classPath.replace("\\",
			"\\\\") + "\"\n", Charset.forName(System.getProperty("native.encoding")));
		Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
	}
}
