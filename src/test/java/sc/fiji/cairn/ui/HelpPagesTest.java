// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;

/** Tests the documentation as a browser gets it. */
class HelpPagesTest {

	private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
	private static final Pattern RELATIVE = Pattern.compile("\\]\\((?!\\w+:)([^()#\\s]*)(#[^()\\s]+)?\\)");

	@TempDir
	Path folder;

	private static InputStream committed(final String path) {
		try {
			return path.matches("(docs|macros)/.*") && Files.isRegularFile(Path.of(path)) ? Files.newInputStream(Path.of(path))
				: null;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static List<Path> files(final Path folder, final String ending) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(file -> file.toString().endsWith(ending)).toList();
		}
	}

	@Test
	void everyPageComesAlongAndEveryLinkLeadsSomewhere() throws IOException {
		final Path start = new HelpPages(HelpPagesTest::committed).write(folder);
		assertEquals(folder.resolve("docs/index.html"), start);
		for (final Path page : files(Path.of("docs"), ".md"))
			assertTrue(Files.exists(folder.resolve(page.toString().replaceFirst("md$", "html"))), page +
				" is not reached from docs/index.md");
		for (final Path page : files(folder, ".html")) {
			for (final String link : LINK.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList()) {
				if (link.matches("https?:.*")) continue;
				final String[] parts = link.split("#", 2);
				final Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
				assertTrue(Files.exists(target), page + " refers to " + link);
				if (parts.length > 1) assertTrue(Files.readString(target).contains("id=\"" + parts[1] + "\""), page +
					" refers to " + link);
			}
		}
	}

	@Test
	void everyLinkOfTheRepositoryLeadsSomewhere() throws IOException {
		final List<Path> pages = Stream.of(files(Path.of("docs"), ".md"), List.of(Path.of("README.md"), Path.of(
			"test-images/README.md"), Path.of("update-site/README.md"))).flatMap(List::stream).toList();
		for (final Path page : pages) {
			for (final MatchResult link : RELATIVE.matcher(Files.readString(page)).results().toList()) {
				final Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
				assertTrue(target.toString().isEmpty() || Files.exists(target), page + " refers to " + link.group());
				if (link.group(2) != null) assertTrue(Files.readString(target).lines().filter(line -> line.startsWith("#")).anyMatch(
					line -> Markdown.slug(line.replaceFirst("^#+ +", "")).equals(link.group(2).substring(1))), page + " refers to " +
						link.group());
			}
		}
	}

	@Test
	void whatUsersClickDependsOnNoProjectAddress() throws IOException {
		new HelpPages(HelpPagesTest::committed).write(folder);
		for (final Path page : files(folder, ".html"))
			assertFalse(Files.readString(page).contains("href=\"https://github.com/fiji"), page.toString());
	}

	@Test
	void aCopyWithoutDocumentationSaysSo() {
		final CairnException e = assertThrows(CairnException.class, () -> new HelpPages(path -> null).write(folder));
		assertTrue(e.getMessage().startsWith("This copy of Cairn has come without its documentation; "), e.getMessage());
	}

	@Test
	void markdownBecomesHtml() {
		final String html = new Markdown(link -> link.equals("gone.md") ? null : link.replace(".md", ".html")).html("""
			---
			title: none of it
			---
			# A *b*: `c<d`

			One **two** `a*b*` 3 * 4 * 5
			and [there](x.md#y), [nowhere](gone.md), ![picture](p.png).

			* first
			  goes on
			* [`code`](y.md)

			1. one

			   ```
			   a < b
			   ```
			2. two

			| k | v |
			|---|---|
			| `a` | x \\| y |

			> said

			    formula
			""");
		assertEquals("""
			<h1 id="a-b-cd">A <i>b</i>: <code>c&lt;d</code></h1>
			<p>One <b>two</b> <code>a*b*</code> 3 * 4 * 5
			and <a href="x.html#y">there</a>, nowhere, <img src="p.png" alt="picture">.</p>
			<ul>
			<li>first
			goes on</li>
			<li><a href="y.html"><code>code</code></a></li>
			</ul>
			<ol>
			<li><p>one</p>
			<pre>a &lt; b</pre>
			</li>
			<li>two</li>
			</ol>
			<table>
			<tr><th>k</th><th>v</th></tr>
			<tr><td><code>a</code></td><td>x | y</td></tr>
			</table>
			<blockquote><p>said</p>
			</blockquote>
			<pre>formula</pre>
			""", html);
	}
}
