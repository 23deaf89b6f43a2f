// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads YAML as descriptions are written in: maps and lists in blocks or in brackets, plain, quoted, folded and literal texts.
 * Numbers become {@link Double}, empty values null. Anchors, aliases and tags, which would make more of a file than it holds,
 * are refused.
 */
final class YamlReader {

	private static final Pattern KEY = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^\\s\\[\\]{},#&*!|>'\"%@`-][^#]*?|-[^\\s#][^#]*?)\\s*:(?:\\s+(.*))?");
	private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?");
	private static final int DEEPEST = 64;

	private final List<String> lines;
	private int at;
	private int depth;

	private YamlReader(final String text) {
		lines = new ArrayList<>(List.of(text.replace("\t", "    ").split("\r?\n|\r")));
	}

	/**
	 * Reads a text.
	 *
	 * @throws IllegalArgumentException if it is broken, or holds more than is understood; the message names the line
	 */
	static Object read(final String text) {
		final YamlReader reader = new YamlReader(text);
		final Object value = reader.skip() ? reader.block(reader.indent()) : null;
		if (reader.skip()) throw reader.broken("is indented otherwise than those before");
		return value;
	}

	private IllegalArgumentException broken(final String what) {
		return new IllegalArgumentException("line " + (Math.min(at, lines.size() - 1) + 1) + " " + what);
	}

	/** Goes on to the next line that says something; false at the end. */
	private boolean skip() {
		while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).strip().startsWith("#") || lines.get(at).equals("---")))
			at++;
		return at < lines.size() && !lines.get(at).equals("...");
	}

	private int indent() {
		return lines.get(at).length() - lines.get(at).stripLeading().length();
	}

	private static boolean isItem(final String line) {
		return line.equals("-") || line.startsWith("- ");
	}

	private Object block(final int indent) {
		if (++depth > DEEPEST) throw broken("is nested too deeply");
		final String line = lines.get(at).strip();
		final Object value = isItem(line) ? list(indent) : KEY.matcher(line).matches() ? map(indent) : scalar(line, indent - 1);
		depth--;
		return value;
	}

	private List<Object> list(final int indent) {
		final List<Object> list = new ArrayList<>();
		while (skip() && indent() == indent && isItem(lines.get(at).strip())) {
			final String rest = lines.get(at).substring(indent + 1);
			if (rest.isBlank() || rest.strip().startsWith("#")) {
				at++;
				list.add(nested(indent));
			}
			else {
				// What follows the dash stands as if it were a line of its own.
				lines.set(at, " ".repeat(indent + 1) + rest);
				final String text = rest.strip();
				list.add(isItem(text) || KEY.matcher(text).matches() ? block(indent()) : scalar(text, indent));
			}
		}
		return list;
	}

	private Map<String, Object> map(final int indent) {
		final Map<String, Object> map = new LinkedHashMap<>();
		while (skip() && indent() == indent) {
			final Matcher entry = KEY.matcher(lines.get(at).strip());
			if (isItem(lines.get(at).strip()) || !entry.matches()) throw broken("is neither a key nor an item");
			final String key = String.valueOf(text(entry.group(1)));
			final String rest = entry.group(2) == null || entry.group(2).startsWith("#") ? "" : entry.group(2);
			final Object value;
			if (rest.isEmpty()) {
				at++;
				// NB: items may be indented as the key that they belong to.
				value = skip() && indent() == indent && isItem(lines.get(at).strip()) ? block(indent) : nested(indent);
			}
			else value = scalar(rest, indent);
			if (map.put(key, value) != null) throw broken("gives " + key + " a second time");
		}
		return map;
	}

	private Object nested(final int indent) {
		return skip() && indent() > indent ? block(indent()) : null;
	}

	/** Reads a value that begins on the current line and may go on in lines that are indented more than its owner. */
	private Object scalar(final String start, final int owner) {
		at++;
		final char first = start.charAt(0);
		if (first == '|' || first == '>') return folded(start, owner);
		if (first == '&' || first == '*' || first == '!') throw broken("has an anchor, an alias or a tag");
		final StringBuilder text = new StringBuilder(start);
		if (first == '"' || first == '\'' || first == '[' || first == '{') {
			while (!new YamlFlow(text.toString()).isWhole()) {
				if (at >= lines.size()) throw broken("is not closed");
				text.append(' ').append(lines.get(at++).strip());
			}
			return new YamlFlow(text.toString()).value();
		}
		for (boolean blank = false; at < lines.size() && (lines.get(at).isBlank() || indent() > owner); at++) {
			final String line = lines.get(at).strip();
			if (line.startsWith("#")) continue;
			if (KEY.matcher(line).matches()) throw broken("is a key within a text");
			if (!line.isEmpty()) text.append(blank ? "\n" : " ").append(line);
			blank = line.isEmpty();
		}
		return text(text.toString().replaceFirst("\\s+#.*", "").strip());
	}

	private String folded(final String start, final int owner) {
		final StringBuilder text = new StringBuilder();
		int inner = -1;
		for (; at < lines.size() && (lines.get(at).isBlank() || indent() > owner); at++) {
			if (inner < 0 && !lines.get(at).isBlank()) inner = indent();
			text.append(lines.get(at).isBlank() ? "" : lines.get(at).substring(Math.min(indent(), inner))).append('\n');
		}
		final String whole = text.toString().stripTrailing();
		return start.charAt(0) == '|' ? whole : whole.replaceAll("(?<!\n)\n(?!\n)", " ").replaceAll("\n(\n+)", "$1");
	}

	/** Tells what a plain or quoted text stands for. */
	static Object text(final String text) {
		if (text.startsWith("\"") || text.startsWith("'")) return new YamlFlow(text).value();
		if (NUMBER.matcher(text).matches()) return Double.valueOf(text);
		return switch (text) {
			case "", "~", "null", "Null", "NULL" -> null;
			case "true", "True", "TRUE" -> Boolean.TRUE;
			case "false", "False", "FALSE" -> Boolean.FALSE;
			case ".inf", "+.inf", ".Inf" -> Double.POSITIVE_INFINITY;
			case "-.inf", "-.Inf" -> Double.NEGATIVE_INFINITY;
			default -> text;
		};
	}
}
