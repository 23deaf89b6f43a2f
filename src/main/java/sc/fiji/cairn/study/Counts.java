// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.NameList;

/**
 * The numbers of labelled volumes, or groups of them, that a study compares.
 *
 * @param numbers ascending
 * @param all whether to train from scratch with all labels, too, once, as the ceiling
 */
public record Counts(List<Integer> numbers, boolean all) {

	/** How tables and parameters write all labels. */
	public static final String ALL = "all";

	public Counts {
		numbers = numbers.stream().distinct().sorted().toList();
	}

	/** Writes the list as {@link #parse} reads it. */
	@Override
	public String toString() {
		return String.join(";", numbers.stream().map(String::valueOf).toList()) + (all ? ";" + ALL : "");
	}

	/**
	 * Reads a list such as {@code 1;2;4;all}.
	 *
	 * @throws CairnException if an item is neither a number above 0 nor {@code all}, or there is no number
	 */
	public static Counts parse(final String text) {
		final List<String> items = new ArrayList<>(NameList.split(text));
		final boolean all = items.removeIf(ALL::equals);
		for (final String item : items)
			if (!item.matches("[1-9]\\d{0,8}")) throw CairnException.of("counts", "The parameter counts holds '" + item +
				"'; give numbers of labelled volumes and perhaps all, such as 1;2;4;all.");
		if (items.isEmpty()) throw CairnException.of("counts",
			"The parameter counts names no number of labelled volumes; give some, such as 1;2;4.");
		return new Counts(items.stream().map(Integer::valueOf).toList(), all);
	}
}
