// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.util.ArrayList;
import java.util.List;

import org.scijava.command.CommandInfo;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.CommandList;
import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;

/**
 * One command with its keys, as words of a terminal.
 *
 * @param label the command's name in macros
 * @param options its keys and values, as in macros
 */
record CommandRun(String label, String options) {

	/**
	 * Understands the words.
	 *
	 * @param command such as {@code segment-folder}
	 * @param words {@code KEY=VALUE} each
	 * @throws CairnException if there is no such command or key, or a word has no {@code =}
	 */
	static CommandRun of(final String command, final List<String> words) {
		final CommandInfo info = CommandList.find(command);
		final List<String> options = new ArrayList<>();
		for (final String word : words) {
			final int equals = word.indexOf('=');
			if (equals < 1) throw new CairnException("\"" + word + "\" has no value; write KEY=VALUE, such as images=FOLDER (" +
				"\"cairn help " + CommandList.word(info) + "\" lists the keys).");
			options.add(word.substring(0, equals).replaceFirst("^--", "") + "=" + value(word.substring(equals + 1), word));
		}
		final String line = String.join(" ", options);
		final Parameters parameters = Parameters.of(info);
		parameters.checkKeys(MacroOptions.split(line).keySet());
		if (options.isEmpty()) throw new CairnException("\"" + CommandList.word(info) + "\" needs keys; it takes " + String
			.join(", ", parameters.keys()) + " (\"cairn help " + CommandList.word(info) + "\" says what they mean).");
		return new CommandRun(parameters.label(), line);
	}

	/** Quotes a value such that a macro reads it as it is. */
	private static String value(final String text, final String word) {
		int depth = 0;
		boolean even = true;
		for (final char c : text.toCharArray()) {
			if (c == '[') depth++;
			if (c == ']') depth--;
			even &= depth >= 0;
		}
		if (even && depth == 0) return "[" + text + "]";
		if (text.indexOf('\'') < 0) return "'" + text + "'";
		throw new CairnException("\"" + word + "\" has a bracket without its counterpart and a quote, which cannot be handed " +
			"on; rename the file or folder.");
	}

	/**
	 * Runs the command in ImageJ, and returns when it has come to its end.
	 *
	 * @throws MacroFailure if it fails
	 */
	void run() throws MacroFailure {
		HeadlessImageJ.command(label, options);
	}
}
