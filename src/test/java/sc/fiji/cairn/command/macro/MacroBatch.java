// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main class that runs several macro files one after the other as {@link RunMacro} runs one, for tests of many short ones.
 * The message of each that fails is written to a file of its name that ends in {@code .err}.
 */
public final class MacroBatch {

	private MacroBatch() {
		// Only the main method.
	}

	/** Runs the macros whose files are given. */
	public static void main(final String... files) throws Exception {
		RunMacro.prepare();
		for (final String file : files) {
			try {
				HeadlessImageJ.run(Path.of(file), "");
			}
			catch (final MacroFailure exc) {
				Files.writeString(Path.of(file + ".err"), exc.getMessage(), StandardCharsets.UTF_8);
			}
		}
		System.out.flush();
		System.exit(0);
	}
}
