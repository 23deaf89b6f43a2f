// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

	/** Lists the commands, in the order of the menu. */
	private static List<Class<? extends CairnCommand>> types() {
		try (BufferedReader menu = new BufferedReader(new InputStreamReader(CommandList.class.getResourceAsStream(
			"/plugins.config"), StandardCharsets.UTF_8)))
		{
			final List<Class<? extends CairnCommand>> types = new ArrayList<>();
			menu.lines().map(CLASS::matcher).filter(Matcher::matches).forEach(line -> types.add(type(line.group(1))));
			return types;
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static Class<? extends CairnCommand> type(final String name) {
		try {
			return Class.forName(name).asSubclass(CairnCommand.class);
		}
		catch (final ClassNotFoundException exc) {
			throw new IllegalStateException("plugins.config names a command that does not exist: " + name, exc);
		}
	}

	/** Describes the commands, in the order of the menu, with the parameters that plugins of a context bring. */
	public static List<CommandInfo> all(final Context context) {
		return types().stream().map(type -> Parameters.describe(type, context)).toList();
	}

	/** Describes the commands that take keys, which is what a terminal can use, without those that plugins bring. */
	public static List<CommandInfo> withKeys() {
		return all(null).stream().filter(CommandList::hasKeys).toList();
	}

	private static boolean hasKeys(final CommandInfo command) {
		return !Parameters.of(command).keys().isEmpty();
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
	public static Class<? extends CairnCommand> find(final String word) {
		final String given = word.toLowerCase(Locale.ROOT);
		final Map<String, Class<? extends CairnCommand>> begun = new LinkedHashMap<>();
		for (final Class<? extends CairnCommand> type : types()) {
			final CommandInfo command = Parameters.describe(type);
			// NB: keys take an instance of the command, so they are asked for last.
			if (word(command).startsWith(given) && hasKeys(command)) begun.put(word(command), type);
		}
		if (begun.containsKey(given)) return begun.get(given);
		if (begun.size() == 1) return begun.values().iterator().next();
		final List<String> words = withKeys().stream().map(CommandList::word).toList();
		throw new CairnException("There is no command \"" + word + "\"; the nearest is \"" + Spelling.nearest(word, words) +
			"\", and there are macro, help, " + String.join(", ", words) + ".");
	}
}
