// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.Locale;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.UndecidedException;

/** What slices without any label are, in label images that seem to be labelled on some of their slices only. */
public enum BlankSlices {

	/** That is to be asked, so that such label images are refused. */
	ASK,

	/** Slices about which nothing is known. */
	IGNORE,

	/** Background. */
	BACKGROUND;

	/** Macro key of the parameter that decides. */
	public static final String KEY = "unlabelledslices";

	/**
	 * Reads the value of the parameter.
	 *
	 * @param text name of a constant in lower case
	 * @throws CairnException if it is none
	 */
	public static BlankSlices of(final String text) {
		for (final BlankSlices one : values())
			if (one.value().equals(text.strip())) return one;
		throw CairnException.of(KEY, "The parameter " + KEY + " must be ask, ignore or background, not '" + text + "'.");
	}

	/**
	 * Asks what slices without labels are.
	 *
	 * @param situation why that is not clear, as the beginning of a sentence
	 * @param ignore what is done if nothing is known about them
	 * @param background what is done if they are background
	 */
	public static UndecidedException undecided(final String situation, final String ignore, final String background) {
		return new UndecidedException(new Decision(situation, KEY, new Decision.Answer(IGNORE.value(), ignore),
			new Decision.Answer(BACKGROUND.value(), background)));
	}

	/** Gets the value of the parameter. */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}
}
