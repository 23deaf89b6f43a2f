// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

import sc.fiji.cairn.command.Explanations;

/**
 * One run of a macro in ImageJ without a display.
 */
final class HeadlessImageJ {

	/** What ImageJ's last error is then called. */
	private static final String MEMORY = "out of memory";

	private HeadlessImageJ() {
		// Only static methods.
	}

	/**
	 * Runs a macro file and returns when it has come to its end.
	 *
	 * @param file the macro, in UTF-8
	 * @param argument what {@code getArgument()} gives in it
	 * @throws MacroFailure if it fails
	 */
	static void run(final Path file, final String argument) throws MacroFailure {
		final String name = file.toString();
		final String text = read(file);
		try (PluginsFolder plugins = PluginsFolder.create(); FailureMessages messages = FailureMessages.listen()) {
			final Interpreter interpreter = new Interpreter();
			try {
				interpreter.run(text, argument);
			}
			catch (final OutOfMemoryError exc) {
				throw new MacroFailure(Explanations.fullHeap(name), true, null);
			}
			catch (final RuntimeException | Error exc) {
				if (!Macro.MACRO_CANCELED.equals(exc.getMessage())) throw new MacroFailure(name +
					": ImageJ failed in line " + interpreter.getLineNumber() + " with " + exc, true, exc);
			}
			// NB: ImageJ logs that one of its own commands ran out of memory, and lets the macro go on.
			if (MEMORY.equals(IJ.getErrorMessage())) throw new MacroFailure(Explanations.fullHeap(name), true, null);
			final String message = messages.message(name);
			if (message != null) throw new MacroFailure(message, true, null);
			if (interpreter.wasError()) throw new MacroFailure(name + " was aborted.", true, null);
		}
	}

	private static String read(final Path file) throws MacroFailure {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (final IOException exc) {
			throw new MacroFailure("The macro " + file.toAbsolutePath() + " cannot be read; check its name (" + exc
				.getClass().getSimpleName() + ").", false, null);
		}
	}
}
