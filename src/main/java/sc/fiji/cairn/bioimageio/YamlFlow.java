// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of YAML in quotes or brackets, as in JSON. */
final class YamlFlow {

	private static final int DEEPEST = 64;

	private final String text;
	private int at;
	private int depth;

	YamlFlow(final String text) {
		this.text = text;
	}

	/** Tells whether all quotes and brackets are closed. */
	boolean isWhole() {
		int open = 0;
		char quote = 0;
		for (int i = 0; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (quote == '"' && c == '\\') i++;
			else if (quote != 0) quote = c == quote ? 0 : quote;
			else if (c == '"' || c == '\'') quote = i == 0 || "[{,: ".indexOf(text.charAt(i - 1)) >= 0 ? c : 0;
			else if (c == '[' || c == '{') open++;
			else if (c == ']' || c == '}') open--;
		}
		return quote == 0 && open <= 0;
	}

	/**
	 * Reads it.
	 *
	 * @throws IllegalArgumentException if it is broken
	 */
	Object value() {
		final Object value = next();
		blanks();
		if (at < text.length() && text.charAt(at) != '#') throw broken();
		return value;
	}

	private IllegalArgumentException broken() {
		return new IllegalArgumentException("'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "' is not closed as it is opened");
	}

	private void blanks() {
		while (at < text.length() && Character.isWhitespace(text.charAt(at)))
			at++;
	}

	private char peek() {
		blanks();
		if (at >= text.length()) throw broken();
		return text.charAt(at);
	}

	private Object next() {
		if (++depth > DEEPEST) throw broken();
		final char first = peek();
		final Object value = first == '[' ? list() : first == '{' ? map() : first == '"' || first == '\'' ? quoted() : YamlReader.text(
			plain());
		depth--;
		return value;
	}

	private List<Object> list() {
		final List<Object> list = new ArrayList<>();
		at++;
		while (peek() != ']') {
			list.add(next());
			if (peek() == ',') at++;
			else if (peek() != ']') throw broken();
		}
		at++;
		return list;
	}

	private Map<String, Object> map() {
		final Map<String, Object> map = new LinkedHashMap<>();
		at++;
		while (peek() != '}') {
			final String key = String.valueOf(next());
			if (peek() != ':') throw broken();
			at++;
			map.put(key, next());
			if (peek() == ',') at++;
			else if (peek() != '}') throw broken();
		}
		at++;
		return map;
	}

	private String plain() {
		final int start = at;
		while (at < text.length() && ",[]{}".indexOf(text.charAt(at)) < 0 && !(text.charAt(at) == ':' && (at + 1 == text.length() ||
			text.charAt(at + 1) == ' '))) at++;
		if (at == start) throw broken();
		return text.substring(start, at).strip();
	}

	private String quoted() {
		final char quote = text.charAt(at++);
		final StringBuilder value = new StringBuilder();
		for (;; at++) {
			if (at >= text.length()) throw broken();
			final char c = text.charAt(at);
			if (c == quote && quote == '\'' && at + 1 < text.length() && text.charAt(at + 1) == quote) value.append(text.charAt(++at));
			else if (c == quote) break;
			else if (c == '\\' && quote == '"') value.append(escaped());
			else value.append(c);
		}
		at++;
		return value.toString();
	}

	private String escaped() {
		if (++at >= text.length()) throw broken();
		final char c = text.charAt(at);
		final int digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
		if (digits == 0) return switch (c) {
			case 'n' -> "\n";
			case 't' -> "\t";
			// A line that ends in a backslash goes on without a blank.
			case ' ' -> "";
			default -> String.valueOf(c);
		};
		if (at + digits >= text.length()) throw broken();
		final String code = text.substring(at + 1, at + 1 + digits);
		at += digits;
		return String.valueOf((char) Integer.parseInt(code, 16));
	}
}
