// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.cairn.CairnException;

/** Keys and values of a command line, as those of macros. */
final class Keys {

	private final Map<String, String> values = new LinkedHashMap<>();

	/**
	 * Understands words.
	 *
	 * @param words {@code KEY=VALUE} each
	 * @throws CairnException if one is something else
	 */
	Keys(final List<String> words) {
		for (final String word : words) {
			final int equals = word.indexOf('=');
			if (equals < 1) throw new CairnException("\"" + word + "\" has no value; write KEY=VALUE, such as model=FILE.");
			values.put(word.substring(0, equals), word.substring(equals + 1));
		}
	}

	/** Makes sure that there are no others than these. */
	void require(final Set<String> known) {
		for (final String key : values.keySet())
			if (!known.contains(key)) throw CairnException.of(key, "There is no key " + key + " for volumes on Spark; the keys are " + String.join(
				", ", known.stream().sorted().toList()) + ".");
	}

	/** Tells whether a key is given. */
	boolean has(final String key) {
		return values.containsKey(key);
	}

	/** Gets a value that has to be given. */
	String text(final String key) {
		if (!has(key)) throw CairnException.of(key, "The key " + key + " is missing; write " + key + "=VALUE.");
		return values.get(key);
	}

	/** Gets one of some words, the first of them if none is given. */
	String choice(final String key, final List<String> choices) {
		if (!has(key)) return choices.get(0);
		if (!choices.contains(values.get(key))) throw CairnException.of(key, "The key " + key + " must be " + String.join(" or ", choices) +
			", not '" + values.get(key) + "'.");
		return values.get(key);
	}

	/** Gets a whole number. */
	int number(final String key, final int otherwise) {
		try {
			return has(key) ? Integer.parseInt(values.get(key)) : otherwise;
		}
		catch (final NumberFormatException e) {
			throw CairnException.of(key, "The key " + key + " must be a whole number, not '" + values.get(key) + "'.", e);
		}
	}

	/** Gets a number. */
	double real(final String key) {
		try {
			return has(key) ? Double.parseDouble(values.get(key)) : 0;
		}
		catch (final NumberFormatException e) {
			throw CairnException.of(key, "The key " + key + " must be a number, not '" + values.get(key) + "'.", e);
		}
	}

	/** Tells whether a key is true. */
	boolean isTrue(final String key) {
		return "true".equals(values.get(key));
	}

	/** Gets the words but those of a key. */
	List<String> without(final String key) {
		final List<String> words = new ArrayList<>();
		values.forEach((name, value) -> {
			if (!name.equals(key)) words.add(name + "=" + value);
		});
		return words;
	}
}
