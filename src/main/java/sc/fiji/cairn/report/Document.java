// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.imageio.ImageIO;

/** A text with tables and figures, as Markdown and as a page of HTML that needs no other file. */
final class Document {

	private static final String STYLE = """
		body { font-family: system-ui, sans-serif; line-height: 1.5; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
		h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
		table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
		th, td { padding: .25rem .9rem .25rem 0; text-align: left; border-bottom: 1px solid #ddd; vertical-align: top; }
		th { border-bottom: 2px solid #888; }
		img { max-width: 100%; height: auto; }
		pre { background: #f6f6f6; padding: 1rem; overflow-x: auto; font-size: .85rem; }
		""";

	/** A part of a document. */
	private sealed interface Block {}

	private record Heading(int level, String text) implements Block {}

	private record Paragraph(String text) implements Block {}

	private record Table(List<String> head, List<List<String>> rows) implements Block {}

	private record Figure(String file, String description, byte[] png) implements Block {}

	private record Code(String text) implements Block {}

	private final String title;
	private final List<Block> blocks = new ArrayList<>();

	Document(final String title) {
		this.title = title;
		blocks.add(new Heading(1, title));
	}

	void section(final String heading) {
		blocks.add(new Heading(2, heading));
	}

	void paragraph(final String text) {
		blocks.add(new Paragraph(text));
	}

	/** Adds a table, whose rows are as long as its head. */
	void table(final List<String> head, final List<List<String>> rows) {
		blocks.add(new Table(head, rows));
	}

	/**
	 * Adds a figure.
	 *
	 * @param file name of the PNG file that the Markdown refers to
	 * @param png its content, which the HTML embeds
	 */
	void figure(final String file, final String description, final byte[] png) {
		blocks.add(new Figure(file, description, png));
	}

	/** Adds text whose lines are kept as they are. */
	void code(final String text) {
		blocks.add(new Code(text));
	}

	/** Encodes a figure. */
	static byte[] png(final BufferedImage image) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "png", out);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return out.toByteArray();
	}

	/** Writes the document as Markdown. */
	String markdown() {
		final StringBuilder text = new StringBuilder();
		for (final Block block : blocks) {
			if (!text.isEmpty()) text.append('\n');
			if (block instanceof Heading heading) text.append("#".repeat(heading.level())).append(' ').append(heading.text());
			else if (block instanceof Paragraph paragraph) text.append(paragraph.text());
			else if (block instanceof Figure figure) text.append("![").append(figure.description()).append("](").append(figure
				.file()).append(')');
			else if (block instanceof Code code) text.append("```\n").append(code.text()).append("\n```");
			else if (block instanceof Table table) {
				text.append(line(table.head())).append('\n').append("|---".repeat(table.head().size())).append('|');
				table.rows().forEach(row -> text.append('\n').append(line(row)));
			}
			text.append('\n');
		}
		return text.toString();
	}

	private static String line(final List<String> cells) {
		return "| " + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |";
	}

	/** Writes the document as a page of HTML. */
	String html() {
		final StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
			"<meta name=\"viewport\" content=\"width=device-width\">\n<title>").append(escaped(title)).append(
				"</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
		for (final Block block : blocks) {
			if (block instanceof Heading heading) text.append(element("h" + heading.level(), heading.text()));
			else if (block instanceof Paragraph paragraph) text.append(element("p", paragraph.text()));
			else if (block instanceof Code code) text.append(element("pre", code.text()));
			else if (block instanceof Figure figure) text.append("<p><img alt=\"").append(escaped(figure.description())).append(
				"\" src=\"data:image/png;base64,").append(Base64.getEncoder().encodeToString(figure.png())).append("\"></p>");
			else if (block instanceof Table table) {
				text.append("<table>\n<tr>");
				table.head().forEach(cell -> text.append(element("th", cell)));
				table.rows().forEach(row -> {
					text.append("</tr>\n<tr>");
					row.forEach(cell -> text.append(element("td", cell)));
				});
				text.append("</tr>\n</table>");
			}
			text.append('\n');
		}
		return text.append("</body>\n</html>\n").toString();
	}

	private static String element(final String name, final String content) {
		return "<" + name + ">" + escaped(content) + "</" + name + ">";
	}

	private static String escaped(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}
}
