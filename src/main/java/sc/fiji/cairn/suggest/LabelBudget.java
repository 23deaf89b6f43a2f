// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.cairn.CairnException;

/**
 * How much is to be labelled.
 *
 * @param volumes whether whole volumes are, rather than slices
 * @param count how many
 * @param minutes how long it takes to label one; 0 if that has not been asked
 */
public record LabelBudget(boolean volumes, int count, double minutes) {

	private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(slices?|volumes?|minutes?)?");

	public LabelBudget {
		if (count < 1) throw CairnException.of("budget", "The parameter budget does not suffice for " + (volumes ? "a volume"
			: "a slice") + "; give more.");
	}

	/** How many, however long it takes. */
	public LabelBudget(final boolean volumes, final int count) {
		this(volumes, count, 0);
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
		// NB: by binary fractions 0.3 minutes would suffice for 2 slices of 0.1 minutes.
		if (unit.startsWith("minute")) return new LabelBudget(false, new BigDecimal(matcher.group(1)).divideToIntegralValue(BigDecimal
			.valueOf(minutes)).min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue(), minutes);
		final double amount = Double.parseDouble(matcher.group(1));
		if (amount != Math.rint(amount) || amount > Integer.MAX_VALUE) throw refused(text);
		return new LabelBudget(unit.startsWith("volume"), (int) amount);
	}

	/** Says how long it takes to label some of what is budgeted: {@code , 12 minutes at 0.5 minutes each}; empty if nobody has asked. */
	String time(final int some) {
		return minutes == 0 ? "" : ", " + text(BigDecimal.valueOf(minutes).multiply(BigDecimal.valueOf(some))) + " at " + text(BigDecimal
			.valueOf(minutes)) + " each";
	}

	private static String text(final BigDecimal minutes) {
		return minutes.stripTrailingZeros().toPlainString() + (minutes.compareTo(BigDecimal.ONE) == 0 ? " minute" : " minutes");
	}

	private static CairnException refused(final String text) {
		return CairnException.of("budget", "The parameter budget is '" + text +
			"'; give a number of slices, volumes or minutes, such as 12 slices, 2 volumes or 30 minutes.");
	}
}
