// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.CommandList;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Services;

/**
 * One command with its keys, as words of a terminal.
 *
 * @param type of the command
 * @param values by key, as in macros
 */
record CommandRun(Class<? extends CairnCommand> type, Map<String, String> values) {

	/**
	 * Understands the words.
	 *
	 * @param command such as {@code segment-folder}
	 * @param words {@code KEY=VALUE} each
	 * @throws CairnException if there is no such command, a word has no {@code =}, or a key comes twice
	 */
	static CommandRun of(final String command, final List<String> words) {
		final Class<? extends CairnCommand> type = CommandList.find(command);
		final Map<String, String> values = new LinkedHashMap<>();
		for (final String word : words) {
			final int equals = word.indexOf('=');
			if (equals < 1) throw new CairnException("\"" + word + "\" has no value; write KEY=VALUE, such as images=FOLDER " +
				help(type) + ".");
			final String key = word.substring(0, equals).replaceFirst("^--", "");
			if (values.put(key, word.substring(equals + 1)) != null) throw new CairnException("The key \"" + key +
				"\" is given twice; remove one of them.");
		}
		return new CommandRun(type, values);
	}

	private static String help(final Class<? extends CairnCommand> type) {
		return "(\"cairn help " + CommandList.word(Parameters.describe(type)) + "\" lists the keys)";
	}

	/**
	 * Runs the command, as a program calls it, and returns when it has come to its end.
	 *
	 * @throws CairnException if there is no such key
	 * @throws MacroFailure if the command fails
	 */
	void run() throws MacroFailure {
		try (Context context = new Context(Services.of(type))) {
			final CommandModule module = Parameters.create(type, context);
			final Parameters parameters = Parameters.of(module.getInfo());
			parameters.checkKeys(values.keySet());
			if (values.isEmpty()) throw new CairnException("\"" + CommandList.word(module.getInfo()) + "\" needs keys; it takes " +
				String.join(", ", parameters.keys()) + " " + help(type) + ".");
			execute(module, parameters);
		}
	}

	private void execute(final Module module, final Parameters parameters) throws MacroFailure {
		try {
			parameters.set(module, values);
			module.run();
		}
		catch (final CairnException exc) {
			throw new MacroFailure(exc.getMessage(), true, null);
		}
		// NB: an Error, too, or the threads that ImageJ and the engine leave behind would keep the process from ending.
		catch (final RuntimeException | Error exc) {
			throw new MacroFailure("\"" + parameters.label() + "\" failed unexpectedly with " + exc + ".", true, exc);
		}
	}
}
