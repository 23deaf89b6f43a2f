// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A publication or program to cite.
 *
 * @param key under which BibTeX knows it
 * @param fields by name, such as {@code author} and {@code title}
 * @param bibtex the entry as it is written
 */
record Reference(String key, Map<String, String> fields, String bibtex) {

	private static final String RESOURCE = "references.bib";

	private static final Pattern ENTRY = Pattern.compile("@\\w+\\{(\\w+),\\s*(.*?)\\n\\}", Pattern.DOTALL);

	private static final Pattern FIELD = Pattern.compile("(\\w+) = \\{(.*)\\}");

	/** Reads all that are known, by key. */
	static Map<String, Reference> all() {
		final Map<String, Reference> all = new LinkedHashMap<>();
		final Matcher entries = ENTRY.matcher(read());
		while (entries.find()) {
			final Map<String, String> fields = new LinkedHashMap<>();
			final Matcher matcher = FIELD.matcher(entries.group(2));
			while (matcher.find())
				fields.put(matcher.group(1), matcher.group(2));
			all.put(entries.group(1), new Reference(entries.group(1), fields, entries.group()));
		}
		return all;
	}

	private static String read() {
		try (InputStream in = Reference.class.getResourceAsStream(RESOURCE)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
		}
		catch (final IOException e) {
			throw new IllegalStateException("The list of references cannot be read.", e);
		}
	}

	/** Writes it as in a list of references: authors, title, where, year. */
	String text() {
		final String place = Arrays.asList("journal", "booktitle", "volume", "year", "url").stream().map(fields::get).filter(
			value -> value != null).collect(Collectors.joining(", "));
		return authors() + ": " + fields.get("title") + ". " + place + ".";
	}

	/** Turns {@code Hu, Xinrong and Shi, Yiyu} into {@code X. Hu, Y. Shi}. */
	private String authors() {
		return Arrays.stream(fields.get("author").split(" and ")).map(name -> name.split(", ")).map(
			parts -> parts.length == 1 ? parts[0] : Arrays.stream(parts[1].split("[ .]+")).map(given -> given.charAt(0) + ". ")
				.collect(Collectors.joining()) + parts[0]).collect(Collectors.joining(", "));
	}
}
