// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that somebody probably meant. */
final class Spelling {

	private Spelling() {
		// Only static methods.
	}

	/** Returns the word that needs the fewest edits to become the one written; the first of several. */
	static String nearest(final String written, final Collection<String> words) {
		String best = "";
		int fewest = Integer.MAX_VALUE;
		for (final String word : words) {
			final int edits = edits(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
			if (edits >= fewest) continue;
			fewest = edits;
			best = word;
		}
		return best;
	}

	/** Counts the insertions, deletions and replacements of letters between two words (Levenshtein distance). */
	static int edits(final String a, final String b) {
		int[] previous = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++)
			previous[j] = j;
		for (int i = 1; i <= a.length(); i++) {
			final int[] row = new int[b.length() + 1];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				final int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
				row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
			}
			previous = row;
		}
		return previous[b.length()];
	}
}
