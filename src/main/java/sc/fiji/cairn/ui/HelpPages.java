// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

import sc.fiji.cairn.CairnException;

/**
 * The documentation, which comes with the plugin, as pages that a browser shows.
 * <p>
 * It starts at one page and takes along all that this, and those, refer to. Links to what has not come along, such as
 * sources, are left out.
 * </p>
 */
public final class HelpPages {

	private static final String START = "docs/index.md";
	private static final String PAGE = """
		<!DOCTYPE html>
		<html lang="en"><head><meta charset="utf-8"><title>Cairn</title><style>
		body { font-family: system-ui, sans-serif; line-height: 1.5; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
		table { border-collapse: collapse; margin: 1rem 0; }
		th, td { padding: .25rem .9rem .25rem 0; text-align: left; border-bottom: 1px solid #ddd; vertical-align: top; }
		img { max-width: 100%%; height: auto; }
		pre { background: #f6f6f6; padding: .8rem; overflow-x: auto; }
		code { background: #f6f6f6; }
		blockquote { border-left: 3px solid #bbb; margin-left: 0; padding-left: 1rem; }
		</style></head><body>
		<p><a href="%s">Cairn</a></p>
		%s</body></html>
		""";

	private final Function<String, InputStream> files;
	private final Set<String> known = new HashSet<>();
	private final Deque<String> waiting = new ArrayDeque<>();

	/**
	 * @param files opens a file by its path in the repository, such as {@code docs/index.md}; null if it has not come along
	 */
	HelpPages(final Function<String, InputStream> files) {
		this.files = files;
	}

	/** Gets the pages that are in the plugin's jar. */
	public static HelpPages ofPlugin() {
		return new HelpPages(path -> HelpPages.class.getResourceAsStream("/" + path));
	}

	/**
	 * Writes the pages.
	 *
	 * @param folder where to; made if need be
	 * @return the page to start with
	 * @throws CairnException if they are not there, or cannot be written
	 */
	public Path write(final Path folder) {
		if (!require(START)) throw new CairnException("This copy of Cairn has come without its documentation; install it " +
			"again from the update site, or build it with Maven.");
		try {
			while (!waiting.isEmpty())
				write(waiting.remove(), folder);
		}
		catch (final IOException exc) {
			throw new CairnException("The documentation cannot be written to " + folder + " (" + exc.getMessage() +
				"); check the free space and permissions there.", exc);
		}
		return folder.resolve(address(START));
	}

	private void write(final String path, final Path folder) throws IOException {
		final Path target = folder.resolve(address(path));
		Files.createDirectories(target.getParent());
		try (InputStream in = files.apply(path)) {
			if (!path.endsWith(".md")) Files.write(target, in.readAllBytes());
			else {
				final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
				final String home = "../".repeat(path.split("/").length - 1) + address(START);
				Files.writeString(target, PAGE.formatted(home, new Markdown(link -> target(path, link)).html(text)));
			}
		}
	}

	/** Turns a link of a page into an address relative to the page; null if it leads nowhere. */
	private String target(final String page, final String link) {
		if (link.matches("\\w+:.*") || link.startsWith("#")) return link;
		final String[] parts = link.split("#", 2);
		final String path = Path.of(page).resolveSibling(parts[0]).normalize().toString().replace('\\', '/');
		if (!require(path)) return null;
		return address(parts[0]) + (parts.length > 1 ? "#" + parts[1] : "");
	}

	/** Takes a file along; returns false if it is not there. */
	private boolean require(final String path) {
		if (known.contains(path)) return true;
		// NB: folders of class paths open, too.
		if (!path.matches(".*\\.\\w+")) return false;
		try (InputStream in = files.apply(path)) {
			if (in == null) return false;
		}
		catch (final IOException exc) {
			return false;
		}
		known.add(path);
		waiting.add(path);
		return true;
	}

	/** What a file is called among the pages: browsers show macros as text only if they are called so. */
	private static String address(final String path) {
		if (path.endsWith(".md")) return path.replaceFirst("\\.md$", ".html");
		return path.matches(".*\\.(ijm|groovy)") ? path + ".txt" : path;
	}
}
