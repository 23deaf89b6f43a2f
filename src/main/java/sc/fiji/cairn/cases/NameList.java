// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.File;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Lists of names or paths as people write them: items joined by semicolons. A semicolon that belongs to an item is written
 * twice; blanks around items do not count, and neither do empty items. So {@code a;;1; b} holds {@code a;1} and {@code b}.
 */
public final class NameList {

	private static final char JOINT = ';';

	private NameList() {
		// Only static methods.
	}

	/** Gets the items of a list, which may be none. */
	public static List<String> split(final String list) {
		final List<String> items = new ArrayList<>();
		final StringBuilder item = new StringBuilder();
		for (int i = 0; i < list.length(); i++) {
			final char c = list.charAt(i);
			final boolean twice = c == JOINT && i + 1 < list.length() && list.charAt(i + 1) == JOINT;
			if (twice) i++;
			if (c != JOINT || twice) item.append(c);
			else {
				items.add(item.toString());
				item.setLength(0);
			}
		}
		items.add(item.toString());
		return items.stream().map(String::trim).filter(one -> !one.isEmpty()).toList();
	}

	/** Writes a list such that {@link #split} reads the same items; for items without blanks around them. */
	public static String join(final Collection<String> items) {
		final StringBuilder list = new StringBuilder();
		for (final String item : items) {
			if (!list.isEmpty()) list.append(JOINT);
			final String written = of(item);
			// NB: else the first of its two semicolons would be taken for the second of the one before.
			if (!list.isEmpty() && written.startsWith(";")) list.append(' ');
			list.append(written);
		}
		return list.toString();
	}

	/** Writes a list of one item. */
	public static String of(final String item) {
		return item.replace(";", ";;");
	}

	/** Writes a list of one file or folder; it is empty if that is. */
	public static String of(final File file) {
		return of(file.getPath());
	}

	/** Brings a name into the form in which it is compared: some systems split letters such as umlauts in two, others do not. */
	public static String comparable(final String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFC);
	}
}
