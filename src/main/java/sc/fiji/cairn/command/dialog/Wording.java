// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns messages, which name parameters by their macro keys, into the words of a dialog, which shows labels. */
final class Wording {

	/** The ways in which messages name a parameter: {@code the parameter x}, {@code given as "x"}, {@code as x}. */
	private static final Pattern NAMED = Pattern.compile(
		"\\b(?:[Tt]he )?(?:macro )?(?:parameter|key) \"?(\\w+)\"?(?=[\\W]|$)|\\bas \"(\\w+)\"|\\bas (\\w+)(?=[.;,])");

	/** The way in which messages propose a value. */
	private static final Pattern SET = Pattern.compile("\\b(\\w+)=([^\\s,;]*[^\\s,;.])");

	private final Map<String, String> labels;

	/** @param labels by macro key */
	Wording(final Map<String, String> labels) {
		this.labels = Map.copyOf(labels);
	}

	/** Rewords all messages, whose keys stay. */
	Map<String, String> of(final Map<String, String> messages) {
		final Map<String, String> words = new LinkedHashMap<>();
		messages.forEach((key, message) -> words.put(key, of(message)));
		return words;
	}

	/** Rewords a message: {@code The parameter rate is 0} becomes {@code "Learning rate" is 0}. */
	String of(final String message) {
		final String named = NAMED.matcher(message).replaceAll(match -> Matcher.quoteReplacement(named(match.group(), match
			.group(1), match.group(2) == null ? match.group(3) : match.group(2))));
		return SET.matcher(named).replaceAll(match -> Matcher.quoteReplacement(labels.containsKey(match.group(1)) ? quoted(match
			.group(1)) + " = " + match.group(2) : match.group()));
	}

	/**
	 * @param parameter the key if it was written after {@code the parameter}; null if not
	 * @param role the key if it was written after {@code as}; null if not
	 */
	private String named(final String text, final String parameter, final String role) {
		if (parameter != null && labels.containsKey(parameter)) return quoted(parameter);
		return role != null && labels.containsKey(role) ? "as " + quoted(role) : text;
	}

	private String quoted(final String key) {
		return '"' + labels.get(key) + '"';
	}
}
