// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.Context;
import org.scijava.command.CommandInfo;

import sc.fiji.cairn.CairnException;

/** The commands of the suite by their words in a terminal: {@code segment-folder} is "Cairn Segment Folder...". */
public final class CommandList {

	private static final Pattern CLASS = Pattern.compile(".*\\(\"(.+)\"\\)\\s*");

	private CommandList() {
		// Only static methods.
	}

	private static List<CommandInfo> all() {
		try (Context context = new Context(Services.of(CairnCommand.class))) {
			return all(context);
		}
	}

	/** Lists the commands, in the order of the menu, with the parameters that plugins of a context bring. */
	public static List<CommandInfo> all(final Context context) {
		try (BufferedReader menu = new BufferedReader(new InputStreamReader(CommandList.class.getResourceAsStream(
			"/plugins.config"), StandardCharsets.UTF_8)))
		{
			return menu.lines().map(CLASS::matcher).filter(Matcher::matches).map(line -> describe(line.group(1), context)).toList();
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static CommandInfo describe(final String type, final Context context) {
		try {
			return Parameters.describe(Class.forName(type).asSubclass(CairnCommand.class), context);
		}
		catch (final ClassNotFoundException exc) {
			throw new IllegalStateException("plugins.config names a command that does not exist: " + type, exc);
		}
	}

	/** Lists the commands that take keys, which is what a terminal can use. */
	public static List<CommandInfo> withKeys() {
		return all().stream().filter(command -> !Parameters.of(command).keys().isEmpty()).toList();
	}

	/** Gets the word of a command. */
	public static String word(final CommandInfo command) {
		return Parameters.label(command).replaceFirst("^Cairn ", "").replace("...", "").toLowerCase(Locale.ROOT).replace(' ',
			'-');
	}

	/**
	 * Finds a command by its word, or by the beginning of one, if only one begins so.
	 *
	 * @throws CairnException that names the nearest one if there is none
	 */
	public static CommandInfo find(final String word) {
		final List<CommandInfo> all = withKeys();
		final List<CommandInfo> exact = all.stream().filter(command -> word(command).equalsIgnoreCase(word)).toList();
		if (!exact.isEmpty()) return exact.get(0);
		final List<CommandInfo> begun = all.stream().filter(command -> word(command).startsWith(word.toLowerCase(Locale.ROOT)))
			.toList();
		if (begun.size() == 1) return begun.get(0);
		final List<String> words = all.stream().map(CommandList::word).toList();
		throw new CairnException("There is no command \"" + word + "\"; the nearest is \"" + Spelling.nearest(word, words) +
			"\", and there are macro, help, " + String.join(", ", words) + ".");
	}
}
