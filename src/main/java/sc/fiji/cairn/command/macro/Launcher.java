// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.util.Arrays;
import java.util.List;

import sc.fiji.cairn.CairnException;

/**
 * Main class of the launcher {@code cairn}: runs a macro or one command without a display, or tells what there is.
 *
 * <pre>
 * cairn macro FILE [ARGUMENT...]
 * cairn COMMAND KEY=VALUE...
 * cairn help [COMMAND]
 * </pre>
 * <p>
 * The exit status is 0 if all went well, 1 if the macro or command failed, with one line on standard error that says why,
 * and 2 if it could not be started.
 * </p>
 * <p>
 * Like {@link RunMacro} this class must not mention ImageJ's.
 * </p>
 */
public final class Launcher {

	private Launcher() {
		// Only the main method.
	}

	/** Does what the arguments say, and ends the JVM. */
	public static void main(final String... args) {
		System.setProperty("java.awt.headless", "true");
		final List<String> words = Arrays.asList(args);
		final String first = words.isEmpty() ? "help" : words.get(0);
		final List<String> rest = words.subList(Math.min(1, words.size()), words.size());
		int status = 0;
		try {
			switch (first) {
				case "help", "-h", "--help" -> TerminalHelp.print(rest, System.out);
				case "macro" -> status = macro(rest);
				default -> status = command(first, rest);
			}
		}
		catch (final CairnException exc) {
			System.err.println(exc.getMessage());
			status = RunMacro.NOT_STARTED;
		}
		System.out.flush();
		// NB: ImageJ and the engine leave threads behind.
		System.exit(status);
	}

	private static int macro(final List<String> words) {
		RunMacro.prepare();
		final int names = Math.min(1, words.size());
		return RunMacro.run(String.join("", words.subList(0, names)), String.join(" ", words.subList(names, words.size())));
	}

	private static int command(final String command, final List<String> words) {
		RunMacro.setDefaults();
		final CommandRun run = CommandRun.of(command, words);
		return RunMacro.status(run::run);
	}
}
