// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

import net.imagej.patcher.LegacyInjector;

import sc.fiji.cairn.command.Explanations;

/**
 * Main class that runs an ImageJ macro file without a display, in real ImageJ with the suite's menu on board.
 *
 * <pre>
 * java --add-opens=java.base/java.lang=ALL-UNNAMED -cp ... sc.fiji.cairn.command.macro.RunMacro FILE [ARGUMENT]
 * </pre>
 * <p>
 * The macro gets the argument from {@code getArgument()}; its relative paths start at the current folder; it is read as
 * UTF-8. What it prints goes to standard output. The exit status is 0 if the macro came to its end or called
 * {@code exit()}, 1 if it failed or called {@code exit("message")}, with one line on standard error that names the macro,
 * the line and what is wrong, and 2 if it could not be started.
 * </p>
 * <p>
 * This class must not mention ImageJ's: they have to be made fit for running without a display before any of them is
 * loaded. {@link HeadlessImageJ} does the rest.
 * </p>
 */
public final class RunMacro {

	private static final int FAILED = 1;

	/** Exit status of what could not be started. */
	static final int NOT_STARTED = 2;

	/** System properties of such a run, unless the command line sets them. */
	private static final Map<String, String> DEFAULTS = Map.of( //
		"java.awt.headless", "true", //
		"ai.djl.offline", "true", //
		"OPT_OUT_TRACKING", "true", //
		"ai.djl.pytorch.graph_optimizer", "false", //
		"org.slf4j.simpleLogger.defaultLogLevel", "error");

	private RunMacro() {
		// Only the main method.
	}

	/** Runs the macro named by the first argument, with the second as its argument, and ends the JVM. */
	public static void main(final String... args) {
		prepare();
		final int status = run(args.length < 1 ? "" : args[0], args.length < 2 || args[1] == null ? "" : args[1]);
		System.out.flush();
		// NB: ImageJ and the engine leave threads behind.
		System.exit(status);
	}

	/**
	 * Runs a macro and says on standard error if it fails.
	 *
	 * @param file the macro
	 * @param argument what {@code getArgument()} gives in it
	 * @return the exit status
	 */
	static int run(final String file, final String argument) {
		if (file.isBlank()) {
			System.err.println("No macro is given; name a macro file: cairn macro FILE, or with Maven -Dmacro=FILE.");
			return NOT_STARTED;
		}
		return status(() -> HeadlessImageJ.run(Path.of(file), argument));
	}

	/** Something that ImageJ is to do. */
	interface Task {

		/** @throws MacroFailure if it fails */
		void run() throws MacroFailure;
	}

	/** Does something, says on standard error if it fails, and returns the exit status. */
	static int status(final Task task) {
		try {
			task.run();
			return 0;
		}
		catch (final InvalidPathException exc) {
			System.err.println(Explanations.invalidPath(exc));
			return NOT_STARTED;
		}
		catch (final MacroFailure exc) {
			System.err.println(exc.getMessage());
			// A bug, not a mistake of the user: whoever reports it needs the trace.
			if (exc.getCause() instanceof RuntimeException bug) System.getLogger(RunMacro.class.getName()).log(Level.ERROR,
				"Please report this.", bug);
			return exc.started() ? FAILED : NOT_STARTED;
		}
	}

	/** Makes the engine fit for running without a display; to be called before any class of it is loaded. */
	static void setDefaults() {
		DEFAULTS.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
	}

	/** Makes ImageJ, too, fit for macros without a display, which takes seconds. */
	static void prepare() {
		setDefaults();
		LegacyInjector.preinit();
	}
}
