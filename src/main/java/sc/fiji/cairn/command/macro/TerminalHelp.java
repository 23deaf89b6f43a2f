// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.PrintStream;
import java.util.List;

import org.scijava.Context;
import org.scijava.command.CommandInfo;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.CommandList;
import sc.fiji.cairn.command.KeyTable;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Services;

/** What the launcher says about itself and the commands. */
final class TerminalHelp {

	private static final int WIDTH = 100;
	private static final String INDENT = "      ";

	private TerminalHelp() {
		// Only static methods.
	}

	/**
	 * Prints the help.
	 *
	 * @param words none for what there is; else the word of a command
	 * @throws CairnException if there is no such command
	 */
	static void print(final List<String> words, final PrintStream out) {
		if (words.isEmpty()) overview(out);
		else command(CommandList.find(words.get(0)), out);
	}

	private static void overview(final PrintStream out) {
		out.println("Cairn: label-efficient segmentation of volumes");
		out.println();
		out.println("  cairn macro FILE [ARGUMENT]      runs an ImageJ macro, without a display");
		out.println("  cairn COMMAND KEY=VALUE ...      runs one command");
		out.println("  cairn help COMMAND               lists its keys");
		out.println();
		out.println("Commands:");
		for (final CommandInfo command : CommandList.withKeys())
			out.println("  " + CommandList.word(command));
		out.println();
		out.println("For example: cairn segment input=scan.nii.gz model=segmenter.cairn output=scan-labels.nii.gz");
	}

	private static void command(final Class<? extends CairnCommand> type, final PrintStream out) {
		try (Context context = new Context(Services.of(type))) {
			command(Parameters.describe(type, context), out);
		}
	}

	private static void command(final CommandInfo command, final PrintStream out) {
		out.println("cairn " + CommandList.word(command) + " KEY=VALUE ...      in macros run(\"" + Parameters.label(command) +
			"\", \"KEY=VALUE ...\");");
		for (final KeyTable.Row row : KeyTable.of(command)) {
			out.println();
			final String standard = row.standard().isEmpty() ? "" : "; " + row.standard() + " if not given";
			final String values = row.values().isEmpty() ? standard.replaceFirst("^; ", "") : row.values() + standard;
			out.println("  " + row.key() + (values.isEmpty() ? "" : "   (" + values + ")"));
			wrap(row.description(), out);
		}
	}

	private static void wrap(final String text, final PrintStream out) {
		final StringBuilder line = new StringBuilder();
		for (final String word : text.split("\\s+")) {
			if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > WIDTH) {
				out.println(INDENT + line);
				line.setLength(0);
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		out.println(INDENT + line);
	}
}
