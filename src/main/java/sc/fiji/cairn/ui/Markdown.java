// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns the Markdown of the documentation into HTML: headings, paragraphs, lists, tables, quotes, code, links, images,
 * emphasis. It knows what the pages use, not all of Markdown.
 */
final class Markdown {

	private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*)");
	private static final Pattern ITEM = Pattern.compile("(?:[*-]|(\\d+)\\.) +(.*)");
	private static final Pattern RULE = Pattern.compile("\\|[\\s:|-]+\\|\\s*");
	private static final Pattern CODE = Pattern.compile("`([^`]+)`");
	private static final Pattern LINK = Pattern.compile("(!?)\\[((?:[^\\[\\]]|\\[[^\\]]*\\])*)\\]\\(([^()\\s]+)\\)");
	private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");
	private static final Pattern ITALIC = Pattern.compile("(?<![\\w*])\\*([^*\\s](?:[^*]*[^*\\s])?)\\*(?![\\w*])");
	private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\`*_|#\\[\\]])");
	private static final Pattern COMMENT = Pattern.compile("<!--.*-->");
	private static final Pattern HELD = Pattern.compile("\0(\\d+)\0");

	/** What goes between cells that are not to be split: a bar that the page escapes. */
	private static final String BAR = "\1";

	private final UnaryOperator<String> targets;

	/**
	 * @param targets turns the target of a link or image into an address; null to leave the link out and keep its text
	 */
	Markdown(final UnaryOperator<String> targets) {
		this.targets = targets;
	}

	/** Converts a page; what stands between lines of {@code ---} at its top is left out. */
	String html(final String text) {
		final List<String> lines = new ArrayList<>(text.lines().toList());
		if (!lines.isEmpty() && lines.get(0).equals("---")) {
			final int end = lines.subList(1, lines.size()).indexOf("---");
			lines.subList(0, end + 2).clear();
		}
		return blocks(lines);
	}

	private String blocks(final List<String> lines) {
		final StringBuilder html = new StringBuilder();
		for (int i = 0; i < lines.size();) {
			final String line = lines.get(i);
			final Matcher heading = HEADING.matcher(line);
			if (line.isBlank() || COMMENT.matcher(line).matches()) i++;
			else if (heading.matches()) {
				final int level = heading.group(1).length();
				html.append("<h%d id=\"%s\">%s</h%d>\n".formatted(level, slug(heading.group(2)), inline(heading.group(2)), level));
				i++;
			}
			else if (line.startsWith("```")) i = fence(lines, i, html);
			else if (line.startsWith("|")) i = table(lines, i, html);
			else if (line.startsWith(">")) i = quote(lines, i, html);
			else if (line.startsWith("    ") || line.startsWith("\t")) i = indented(lines, i, html);
			else if (ITEM.matcher(line).matches()) i = list(lines, i, html);
			else i = paragraph(lines, i, html);
		}
		return html.toString();
	}

	private static int fence(final List<String> lines, final int start, final StringBuilder html) {
		int end = start + 1;
		while (end < lines.size() && !lines.get(end).startsWith("```"))
			end++;
		code(lines.subList(start + 1, end), html);
		return end + 1;
	}

	private static int indented(final List<String> lines, final int start, final StringBuilder html) {
		int end = start;
		while (end < lines.size() && (lines.get(end).startsWith("    ") || lines.get(end).startsWith("\t")))
			end++;
		code(lines.subList(start, end).stream().map(line -> line.replaceFirst("^(    |\t)", "")).toList(), html);
		return end;
	}

	private static void code(final List<String> lines, final StringBuilder html) {
		html.append("<pre>").append(escape(String.join("\n", lines))).append("</pre>\n");
	}

	private int quote(final List<String> lines, final int start, final StringBuilder html) {
		int end = start;
		while (end < lines.size() && lines.get(end).startsWith(">"))
			end++;
		html.append("<blockquote>").append(blocks(lines.subList(start, end).stream().map(line -> line.replaceFirst("^> ?", ""))
			.toList())).append("</blockquote>\n");
		return end;
	}

	private int table(final List<String> lines, final int start, final StringBuilder html) {
		int end = start;
		html.append("<table>\n");
		for (; end < lines.size() && lines.get(end).startsWith("|"); end++) {
			if (RULE.matcher(lines.get(end)).matches()) continue;
			final String tag = end == start ? "th" : "td";
			html.append("<tr>");
			for (final String cell : cells(lines.get(end)))
				html.append("<").append(tag).append(">").append(inline(cell)).append("</").append(tag).append(">");
			html.append("</tr>\n");
		}
		html.append("</table>\n");
		return end;
	}

	private static List<String> cells(final String line) {
		final String row = line.strip().replace("\\|", BAR).replaceFirst("^\\|", "").replaceFirst("\\|$", "");
		return List.of(row.split("\\|", -1)).stream().map(cell -> cell.strip().replace(BAR, "|")).toList();
	}

	/** A list; lines of an item that are indented belong to it. */
	private int list(final List<String> lines, final int start, final StringBuilder html) {
		final Matcher first = ITEM.matcher(lines.get(start));
		first.matches();
		final String tag = first.group(1) == null ? "ul" : "ol";
		html.append("<").append(tag).append(">\n");
		int i = start;
		while (i < lines.size()) {
			final Matcher item = ITEM.matcher(lines.get(i));
			if (!item.matches() || (item.group(1) == null) != (first.group(1) == null)) break;
			final List<String> content = new ArrayList<>(List.of(item.group(2)));
			for (i++; i < lines.size() && belongs(lines, i); i++)
				content.add(lines.get(i).replaceFirst("^( {1,3}|\t)", ""));
			final String body = blocks(content);
			html.append("<li>").append(content.stream().allMatch(line -> !line.isBlank()) ? body.replaceFirst("^<p>", "")
				.replaceFirst("</p>\n", "") : body).append("</li>\n");
		}
		html.append("</").append(tag).append(">\n");
		return i;
	}

	private static boolean belongs(final List<String> lines, final int i) {
		if (!lines.get(i).isBlank()) return lines.get(i).startsWith(" ") || lines.get(i).startsWith("\t");
		return i + 1 < lines.size() && (lines.get(i + 1).startsWith("  ") || lines.get(i + 1).startsWith("\t"));
	}

	private int paragraph(final List<String> lines, final int start, final StringBuilder html) {
		int end = start + 1;
		while (end < lines.size() && !lines.get(end).isBlank() && !lines.get(end).startsWith("|") && !lines.get(end).startsWith(
			"```") && !HEADING.matcher(lines.get(end)).matches() && !ITEM.matcher(lines.get(end)).matches())
			end++;
		html.append("<p>").append(inline(String.join("\n", lines.subList(start, end)))).append("</p>\n");
		return end;
	}

	private String inline(final String text) {
		final List<String> held = new ArrayList<>();
		String html = CODE.matcher(escape(text)).replaceAll(code -> hold(held, "<code>" + code.group(1) + "</code>"));
		html = ESCAPED.matcher(html).replaceAll(mark -> hold(held, mark.group(1)));
		html = links(html);
		html = BOLD.matcher(html).replaceAll("<b>$1</b>");
		html = ITALIC.matcher(html).replaceAll("<i>$1</i>");
		return HELD.matcher(html).replaceAll(place -> Matcher.quoteReplacement(held.get(Integer.parseInt(place.group(1)))));
	}

	private static String hold(final List<String> held, final String html) {
		held.add(html);
		return "\0" + (held.size() - 1) + "\0";
	}

	private String links(final String text) {
		return LINK.matcher(text).replaceAll(link -> {
			final String target = targets.apply(link.group(3));
			final String label = link.group(2);
			if (target == null) return Matcher.quoteReplacement(label);
			if (!link.group(1).isEmpty()) return Matcher.quoteReplacement("<img src=\"" + target + "\" alt=\"" + label + "\">");
			return Matcher.quoteReplacement("<a href=\"" + target + "\">" + links(label) + "</a>");
		});
	}

	/** Makes the anchor of a heading, as GitHub does. */
	static String slug(final String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-');
	}

	private static String escape(final String text) {
		return text.chars().mapToObj(c -> switch (c) {
			case '&' -> "&amp;";
			case '<' -> "&lt;";
			case '>' -> "&gt;";
			case '"' -> "&quot;";
			default -> String.valueOf((char) c);
		}).collect(Collectors.joining());
	}
}
