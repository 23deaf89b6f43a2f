// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.CairnException;

/** Ways to choose what to label next. */
public enum LabelStrategy {

	/** Any slices, each as likely. */
	RANDOM,

	/** Places at equal distances from one end of the volumes to the other, each in another volume. */
	EQUAL,

	/** Slices that stand for many others, and differ from each other and from what is labelled. */
	COVERAGE,

	/** Slices that a model is least sure of, and that differ from each other. */
	UNCERTAINTY,

	/** As {@link #COVERAGE}, where a slice counts as much as a model is unsure of it (Prabhu et al. 2021). */
	BOTH;

	/** Gets the names that users write. */
	public static List<String> titles() {
		return Arrays.stream(values()).map(LabelStrategy::title).toList();
	}

	/**
	 * Finds a strategy by its name.
	 *
	 * @param key parameter that names it
	 * @throws CairnException if there is none
	 */
	public static LabelStrategy of(final String title, final String key) {
		return Arrays.stream(values()).filter(one -> one.title().equals(title)).findFirst().orElseThrow(() -> CairnException.of(
			key, "The parameter " + key + " names the strategy '" + title + "', which does not exist; choose among " + String.join(
				", ", titles()) + "."));
	}

	/** Gets the name that users write. */
	public String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Tells whether it needs a model that segments. */
	public boolean needsModel() {
		return this == UNCERTAINTY || this == BOTH;
	}

	/** Tells whether it compares what slices look like. */
	boolean compares() {
		return this != RANDOM && this != EQUAL;
	}
}
