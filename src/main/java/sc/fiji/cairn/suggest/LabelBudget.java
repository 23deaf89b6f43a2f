// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.cairn.CairnException;

/**
 * How much is to be labelled.
 *
 * @param volumes whether whole volumes are, rather than slices
 * @param count how many
 */
public record LabelBudget(boolean volumes, int count) {

	private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(slices?|volumes?|minutes?)?");

	public LabelBudget {
		if (count < 1) throw CairnException.of("budget", "The parameter budget does not suffice for " + (volumes ? "a volume"
			: "a slice") + "; give more.");
	}

	/** Some slices. */
	public static LabelBudget slices(final int count) {
		return new LabelBudget(false, count);
	}

	/**
	 * Reads a budget such as {@code 12}, {@code 12 slices}, {@code 2 volumes} or {@code 30 minutes}.
	 *
	 * @param minutes how long it takes to label a slice
	 * @throws CairnException if it is something else, or suffices for nothing
	 */
	public static LabelBudget parse(final String text, final double minutes) {
		final Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
		if (!matcher.matches()) throw refused(text);
		final String unit = matcher.group(2) == null ? "slices" : matcher.group(2);
		final double amount = Double.parseDouble(matcher.group(1));
		if (unit.startsWith("minute")) return slices((int) Math.min(Integer.MAX_VALUE, Math.floor(amount / minutes)));
		if (amount != Math.rint(amount) || amount > Integer.MAX_VALUE) throw refused(text);
		return new LabelBudget(unit.startsWith("volume"), (int) amount);
	}

	private static CairnException refused(final String text) {
		return CairnException.of("budget", "The parameter budget is '" + text +
			"'; give a number of slices, volumes or minutes, such as 12 slices, 2 volumes or 30 minutes.");
	}
}
