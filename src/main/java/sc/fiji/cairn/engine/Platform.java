// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.util.Locale;

/**
 * A system and processor, as the engine's files spell it.
 *
 * @param name such as {@code linux-x86_64} or {@code osx-aarch64}
 */
public record Platform(String name) {

	/** Gets the one that this runs on. */
	public static Platform current() {
		return of(System.getProperty("os.name"), System.getProperty("os.arch"));
	}

	/** Gets the one that Java describes so. */
	static Platform of(final String system, final String processor) {
		final String os = system.toLowerCase(Locale.ROOT);
		return new Platform((os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : "linux") + "-" +
			("amd64".equals(processor) ? "x86_64" : processor));
	}

	/** Returns the file name of a library here, such as {@code libtorch.so}. */
	public String library(final String library) {
		if (isWindows()) return library + ".dll";
		return "lib" + library + (name.startsWith("osx") ? ".dylib" : ".so");
	}

	boolean isWindows() {
		return name.startsWith("win");
	}

	boolean isLinux() {
		return name.startsWith("linux");
	}

	@Override
	public String toString() {
		return name;
	}
}
