// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.evaluate.Csv;

/**
 * The table {@code suggestions.csv}: {@code rank}, {@code case}, {@code image}, {@code slice} (from 1; empty for the whole
 * volume), {@code slices} of the volume, and {@code uncertainty} (from 0 to 1; empty where the strategy does not ask).
 */
public final class SuggestionTable {

	/** Names of the columns. */
	public static final List<String> COLUMNS = List.of("rank", "case", "image", "slice", "slices", "uncertainty");

	private SuggestionTable() {
		// Only static methods.
	}

	/** Tells whether a column holds words rather than numbers. */
	public static boolean isText(final int column) {
		return column == 1 || column == 2;
	}

	/** Gets the cells of a row. */
	public static List<String> cells(final Suggestion one) {
		return List.of("" + one.rank(), one.name(), one.image().toString(), one.slice().isEmpty() ? "" : "" + one.slice()
			.getAsInt(), "" + one.slices(), Csv.number(one.uncertainty()));
	}

	/** Writes the table, whole or not at all. */
	public static void write(final List<Suggestion> suggestions, final Path file) {
		final StringBuilder text = new StringBuilder(Csv.line(COLUMNS));
		suggestions.forEach(one -> text.append(Csv.line(cells(one))));
		WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
	}
}
