// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each package has a row in the table of rooms, and uses only what stands in rows below; so there are no cycles. */
class RoomsTest {

	private static final Path TABLE = Path.of("docs/architecture.md");
	private static final String ROOT = "sc.fiji.cairn";

	/** A row of the table: the name of its package, without the root. */
	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| \\S.*\\|$");

	/** What jdeps says with packages as nodes. */
	private static final Pattern USE = Pattern.compile("(?m)^ +(\\S+) +-> (\\S+) ");

	private static Path classes;
	private static Map<String, TreeSet<String>> uses;

	@BeforeAll
	static void readClasses() throws URISyntaxException {
		classes = Path.of(CairnException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final StringWriter found = new StringWriter();
		final PrintWriter out = new PrintWriter(found);
		assertEquals(0, ToolProvider.findFirst("jdeps").orElseThrow().run(out, out, "-verbose:package", "-filter:none",
			classes.toString()), found::toString);
		uses = new TreeMap<>();
		USE.matcher(found.toString()).results().forEach(use -> uses.computeIfAbsent(use.group(1), from -> new TreeSet<>()).add(
			use.group(2)));
	}

	private static List<String> rooms() throws IOException {
		return ROW.matcher(Files.readString(TABLE)).results().map(row -> row.group(1)).map(name -> name.equals(ROOT) ? ROOT
			: ROOT + "." + name).toList();
	}

	@Test
	void everyPackageHasARowAndEveryRowAPackage() throws IOException {
		final List<String> rooms = rooms();
		assertEquals(rooms.size(), new TreeSet<>(rooms).size(), () -> "a row twice: " + rooms);
		try (Stream<Path> files = Files.walk(classes.resolve(ROOT.replace('.', '/')))) {
			final TreeSet<String> packages = new TreeSet<>(files.filter(file -> file.toString().endsWith(".class")).map(
				file -> classes.relativize(file.getParent()).toString().replace(file.getFileSystem().getSeparator(), "."))
				.toList());
			// NB: that of a profile, which nothing else may use.
			packages.remove(ROOT + ".spark");
			assertEquals(packages, new TreeSet<>(rooms));
		}
	}

	@Test
	void aPackageUsesOnlyThoseBelowIt() throws IOException {
		final List<String> rooms = rooms();
		final List<String> upwards = new ArrayList<>();
		int checked = 0;
		for (final String room : rooms) {
			for (final String used : uses.getOrDefault(room, new TreeSet<>())) {
				if (room.equals(used) || !rooms.contains(used)) continue;
				checked++;
				if (rooms.indexOf(used) < rooms.indexOf(room)) upwards.add(room + " uses " + used);
			}
		}
		assertEquals(List.of(), upwards);
		// NB: a table or an output that could not be read would pass unseen.
		assertTrue(checked > rooms.size(), "only " + checked + " uses of one package by another were found");
	}

	@Test
	void onlyOnePackageKnowsTheInnerPartsOfTheEngine() {
		assertEquals(List.of(ROOT + ".torch"), users("ai\\.djl\\.pytorch\\..*"));
	}

	@Test
	void windowsAreMadeAtTheTopAlone() throws IOException {
		final List<String> rooms = rooms();
		final List<String> users = users("javax\\.swing.*|ij\\.gui.*").stream().filter(room -> rooms.indexOf(room) > rooms.indexOf(
			ROOT + ".ui")).toList();
		assertEquals(List.of(), users);
	}

	private static List<String> users(final String packages) {
		return uses.entrySet().stream().filter(one -> one.getValue().stream().anyMatch(used -> used.matches(packages))).map(
			Map.Entry::getKey).toList();
	}
}
