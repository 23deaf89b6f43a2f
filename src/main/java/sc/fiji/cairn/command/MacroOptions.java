// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.cairn.CairnException;

/**
 * Splits the option string of an ImageJ macro call into keys and values.
 * <p>
 * The grammar is ImageJ's own ({@code ij.Macro.getValue}): words separated by spaces, each {@code key=value} or a bare
 * {@code key}. A value with spaces stands in square brackets, which may nest, or in single quotes. Unlike ImageJ, which
 * searches the string for one key after the other, this reads all of it, so that nothing in it goes unnoticed.
 * </p>
 */
public final class MacroOptions {

	private final String text;
	private int position;

	private MacroOptions(final String text) {
		this.text = text;
	}

	/**
	 * Splits an option string.
	 *
	 * @param options for example {@code images=[my folder] iterations=200 probabilities}
	 * @return the values by key, in the order given; a bare key has the value {@code true}
	 * @throws CairnException if a bracket is not closed, a value has no key, or a key is given twice
	 */
	public static Map<String, String> split(final String options) {
		return new MacroOptions(options).split();
	}

	private Map<String, String> split() {
		final Map<String, String> values = new LinkedHashMap<>();
		for (skipSpaces(); position < text.length(); skipSpaces()) {
			final String key = key();
			final String value = position < text.length() && text.charAt(position) == '=' ? value(key) : "true";
			if (values.put(key, value) != null) throw new CairnException("The macro options give the key \"" + key +
				"\" twice; remove one of them.");
		}
		return Collections.unmodifiableMap(values);
	}

	private void skipSpaces() {
		while (position < text.length() && Character.isWhitespace(text.charAt(position)))
			position++;
	}

	private String key() {
		final int start = position;
		while (position < text.length() && text.charAt(position) != '=' && !Character.isWhitespace(text.charAt(position)))
			position++;
		final String key = text.substring(start, position);
		if (key.isEmpty() || key.startsWith("[")) throw new CairnException("The macro options have no key before \"" +
			text.substring(start).strip() + "\"; write key=value, and put values with spaces in [brackets].");
		return key;
	}

	private String value(final String key) {
		position++;
		final char first = position < text.length() ? text.charAt(position) : ' ';
		if (first == '[') return bracketed(key);
		if (first == '\'') return quoted(key);
		final int start = position;
		while (position < text.length() && !Character.isWhitespace(text.charAt(position)))
			position++;
		return text.substring(start, position);
	}

	private String bracketed(final String key) {
		final int start = ++position;
		for (int depth = 1; position < text.length(); position++) {
			if (text.charAt(position) == '[') depth++;
			else if (text.charAt(position) == ']' && --depth == 0) return text.substring(start, position++);
		}
		throw new CairnException("The value of the macro key \"" + key +
			"\" opens a [ that is not closed; add the ], or put the value into single quotes if the [ belongs to it.");
	}

	private String quoted(final String key) {
		final int start = position + 1;
		final int end = text.indexOf('\'', start);
		if (end < 0) throw new CairnException("The value of the macro key \"" + key +
			"\" opens a quote that is not closed; add the '.");
		position = end + 1;
		return text.substring(start, end);
	}
}
