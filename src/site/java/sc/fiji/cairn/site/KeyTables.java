// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleException;

import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.CommandList;
import sc.fiji.cairn.command.KeyTable;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Services;

/**
 * Writes the tables of keys in the documentation, from the commands themselves.
 * <p>
 * A table stands between the lines {@code <!-- keys of Cairn Segment... -->} and {@code <!-- end of keys -->}; the rest of the
 * page is left as it is.
 * </p>
 */
public final class KeyTables {

	/** The page that has the tables, relative to the repository. */
	public static final Path PAGE = Path.of("docs", "commands.md");

	private static final Pattern TABLE = Pattern.compile("(<!-- keys of (.+?) -->\n).*?(<!-- end of keys -->)", Pattern.DOTALL);

	private KeyTables() {
		// Only static methods.
	}

	/**
	 * Writes the tables of the page anew.
	 *
	 * @param args the folder of the repository
	 * @throws IOException if the page cannot be read or written
	 */
	public static void main(final String... args) throws IOException {
		final Path page = Path.of(args[0]).resolve(PAGE);
		Files.writeString(page, refresh(Files.readString(page)));
	}

	/** Lists the commands that have a table in a page. */
	public static List<String> commands(final String page) {
		return TABLE.matcher(page).results().map(found -> found.group(2)).toList();
	}

	/**
	 * Puts the tables of a page in order.
	 *
	 * @throws IllegalArgumentException if it has one of a command that there is not
	 */
	public static String refresh(final String page) {
		try (Context context = new Context(Services.of(CairnCommand.class))) {
			final List<CommandInfo> commands = CommandList.all(context);
			return TABLE.matcher(page).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + table(command(commands, found
				.group(2)), context) + found.group(3)));
		}
	}

	private static CommandInfo command(final List<CommandInfo> commands, final String label) {
		return commands.stream().filter(command -> Parameters.label(command).equals(label)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("There is no command \"" + label + "\"."));
	}

	private static String table(final CommandInfo command, final Context context) {
		final Map<String, String> meanings = meanings(command, context);
		final StringBuilder table = new StringBuilder("| key | default | takes | meaning |\n|---|---|---|---|\n");
		for (final KeyTable.Row row : KeyTable.of(command)) {
			final String meaning = meanings.get(row.key());
			final String standard = row.standard().isEmpty() ? "" : "`" + row.standard() + "`" + (meaning == null ? "" : ": " +
				text(meaning));
			table.append("| `" + row.key() + "` | " + standard + " | " + text(row.values()) + " | " + text(row.description()) +
				" |\n");
		}
		return table.toString();
	}

	/** What defaults that leave a choice open come to. */
	private static Map<String, String> meanings(final CommandInfo command, final Context context) {
		try {
			if (!(command.createModule().getDelegateObject() instanceof CairnCommand cairn)) return Map.of();
			context.inject(cairn);
			return cairn.meanings();
		}
		catch (final ModuleException exc) {
			throw new IllegalArgumentException(Parameters.label(command) + " cannot be made.", exc);
		}
	}

	private static String text(final String text) {
		return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
	}
}
