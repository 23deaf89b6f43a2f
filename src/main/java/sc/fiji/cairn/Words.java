// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.List;

/** Puts numbers and lists into words. */
public final class Words {

	private Words() {
		// Only static methods.
	}

	/** Writes a number of things, whose name takes an s if there is not just one: {@code 1 case}, {@code 3 cases}. */
	public static String count(final long number, final String thing) {
		return number + " " + thing + (number == 1 ? "" : "s");
	}

	/** Writes some names, and of many only the first few: {@code a, b and c}, or {@code a, b, c and 7 more}. */
	public static String list(final List<String> names, final int most) {
		final boolean all = names.size() <= most;
		final List<String> shown = names.subList(0, all ? Math.max(0, names.size() - 1) : most);
		final String last = all ? names.isEmpty() ? "none" : names.get(names.size() - 1) : names.size() - most + " more";
		return shown.isEmpty() ? last : String.join(", ", shown) + " and " + last;
	}
}
