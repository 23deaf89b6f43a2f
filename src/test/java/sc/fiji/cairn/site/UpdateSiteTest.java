// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;

/** Tests the update site with small jars, through two releases, as a client sees it. */
class UpdateSiteTest {

	private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
	private static final LocalDateTime SECOND = FIRST.plusMonths(1);

	@TempDir
	Path folder;

	private Path site;
	private Path fiji;

	@BeforeEach
	void open() throws IOException {
		site = folder.resolve("site");
		fiji = Files.createDirectory(folder.resolve("Fiji"));
		Files.writeString(folder.resolve("artifacts.txt"), """
			# ARTIFACT FOLDER REASON
			org.example:Plugin_ plugins ours
			org.example:lib jars not in Fiji
			org.example:bridge jars/win64 for Windows
			org.example:common fiji has it
			org.example:natives never too large
			""");
	}

	private Artifact artifact(final String id, final String version, final Map<String, String> content,
		final String... dependencies) throws IOException
	{
		final Path place = Files.createDirectories(folder.resolve("repository/org/example/" + id + "/" + version));
		final Path jar = place.resolve(id + "-" + version + ".jar");
		try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Map.Entry<String, String> entry : content.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		final StringBuilder pom = new StringBuilder("<project><description>The " + id +
			"\n\t & more</description><developers><developer><name>Ada</name></developer></developers><dependencies>".replace(
				"&", "&amp;"));
		for (final String dependency : dependencies)
			pom.append("<dependency><groupId>org.example</groupId><artifactId>").append(dependency).append(
				"</artifactId></dependency>");
		Files.writeString(place.resolve(id + "-" + version + ".pom"), pom + "</dependencies></project>");
		return Artifact.inRepository(jar, folder.resolve("repository"));
	}

	private List<Artifact> release(final String version, final String code) throws IOException {
		return new ArrayList<>(List.of(artifact("Plugin_", version, Map.of("a/Plugin.class", code, "META-INF/MANIFEST.MF",
			"Built: " + version), "lib", "common"), artifact("lib", "2.0", Map.of("lib.class", "lib", "lib.properties",
				"#" + version + "\na=1\n")), artifact("bridge", "2.0", Map.of("x.dll", "x")), artifact("common", "5.0", Map.of(
					"c.class", "c")), artifact("natives", "1.0", Map.of("big.so", "big"))));
	}

	private List<String> build(final LocalDateTime time, final List<Artifact> artifacts) throws IOException {
		return new SiteBuilder(site, Placement.read(folder.resolve("artifacts.txt")), time).add(artifacts);
	}

	private List<String> update() throws IOException {
		return new SiteClient(site.toUri(), fiji, "linux64").update();
	}

	private List<String> files(final Path root) throws IOException {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString().replace('\\', '/')).sorted()
				.toList();
		}
	}

	private String list() throws IOException {
		try (InputStream in = new GZIPInputStream(Files.newInputStream(site.resolve("db.xml.gz")))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void aFirstReleaseIsInstalled() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		assertEquals(List.of("db.xml.gz", "jars/lib-2.0.jar-20260102030405", "jars/win64/bridge-2.0.jar-20260102030405",
			"plugins/Plugin_-1.0.0.jar-20260102030405"), files(site));
		assertEquals(List.of("installed jars/lib-2.0.jar", "for another system: jars/win64/bridge-2.0.jar",
			"installed plugins/Plugin_-1.0.0.jar"), update());
		assertEquals(List.of("jars/lib-2.0.jar", "plugins/Plugin_-1.0.0.jar"), files(fiji));
		assertEquals(List.of("up to date: jars/lib-2.0.jar", "for another system: jars/win64/bridge-2.0.jar",
			"up to date: plugins/Plugin_-1.0.0.jar"), update());
	}

	@Test
	void theListSaysWhatTheUpdaterShows() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		final String list = list();
		assertTrue(list.contains("<description>The Plugin_ &amp; more</description>"), list);
		assertTrue(list.contains("<author>Ada</author>"), list);
		assertTrue(list.contains("<dependency filename=\"jars/lib.jar\" timestamp=\"20260102030405\">"), list);
		assertTrue(list.contains("<platform>win64</platform>"), list);
		try (InputStream in = Files.newInputStream(site.resolve("db.xml.gz"))) {
			final ClientIndex.Entry plugin = ClientIndex.read(in).get(2);
			assertEquals(List.of("Ada"), plugin.authors);
			assertEquals("The Plugin_ & more", plugin.description);
		}
		assertFalse(list.contains("common") || list.contains("natives"), list);
	}

	@Test
	void aSecondReleaseUpdatesTheFirst() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		update();
		// Another build of the same library: only comments and manifest differ.
		assertEquals(List.of("updated plugins/Plugin_-1.1.0.jar", "unchanged jars/lib-2.0.jar",
			"unchanged jars/win64/bridge-2.0.jar"), build(SECOND, release("1.1.0", "two")).stream().map(line -> line
				.replaceFirst(" \\d+ bytes", "")).toList());
		final String list = list();
		assertTrue(list.contains("<previous-version timestamp=\"20260102030405\" timestamp-obsolete=\"20260202030405\""),
			list);
		assertTrue(list.contains("filename=\"plugins/Plugin_-1.0.0.jar\">"), list);
		assertEquals(List.of("up to date: jars/lib-2.0.jar", "for another system: jars/win64/bridge-2.0.jar",
			"updated plugins/Plugin_-1.1.0.jar"), update());
		assertEquals(List.of("jars/lib-2.0.jar", "plugins/Plugin_-1.1.0.jar"), files(fiji));
		build(SECOND.plusDays(1), release("1.2.0", "three"));
		final Path older = fiji;
		fiji = Files.createDirectory(folder.resolve("Older"));
		Files.createDirectories(fiji.resolve("plugins"));
		Files.copy(site.resolve("plugins/Plugin_-1.0.0.jar-20260102030405"), fiji.resolve("plugins/Plugin_-1.0.0.jar"));
		assertTrue(update().contains("updated plugins/Plugin_-1.2.0.jar"), "over two releases");
		fiji = older;
		assertTrue(update().contains("updated plugins/Plugin_-1.2.0.jar"));
	}

	@Test
	void whatTheUserHasChangedIsLeftAlone() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		update();
		Files.copy(artifact("Plugin_", "9", Map.of("own", "own")).jar(), fiji.resolve("plugins/Plugin_-1.0.0.jar"),
			StandardCopyOption.REPLACE_EXISTING);
		build(SECOND, release("1.1.0", "two"));
		assertTrue(update().contains("modified, left alone: plugins/Plugin_-1.1.0.jar"));
	}

	@Test
	void aFileThatGoesIsRemovedThere() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		update();
		final List<Artifact> fewer = release("1.1.0", "two");
		fewer.set(0, artifact("Plugin_", "1.1.0", Map.of("a", "two")));
		fewer.remove(1);
		assertTrue(build(SECOND, fewer).contains("removed jars/lib-2.0.jar"));
		assertTrue(update().contains("removed jars/lib-2.0.jar"));
		assertEquals(List.of("plugins/Plugin_-1.1.0.jar"), files(fiji));
		build(SECOND.plusDays(1), release("1.2.0", "three"));
		assertTrue(update().contains("installed jars/lib-2.0.jar"), "and comes back");
	}

	@Test
	void aTamperedOrMissingFileIsFound() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		final Path file = site.resolve("jars/lib-2.0.jar-20260102030405");
		final Path copy = Files.copy(file, folder.resolve("copy"));
		final Artifact evil = artifact("lib", "2.0", Map.of("lib.class", "bad", "lib.properties", "#1.0.0\na=1\n"));
		Files.copy(evil.jar(), file, StandardCopyOption.REPLACE_EXISTING);
		assertEquals(Files.size(copy), Files.size(file));
		assertTrue(assertThrows(CairnException.class, this::update).getMessage().contains("has the checksum"));
		assertEquals(List.of(), files(fiji), "nothing of it stays");
		Files.write(file, new byte[1], StandardOpenOption.APPEND);
		assertTrue(assertThrows(CairnException.class, this::update).getMessage().contains("bytes instead of"));
		Files.delete(file);
		assertTrue(assertThrows(CairnException.class, this::update).getMessage().contains("The site has no "));
	}

	@Test
	void itWorksFromAWebServer() throws IOException {
		build(FIRST, release("1.0.0", "one"));
		final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/cairn/", exchange -> {
			try (exchange) {
				final byte[] content = Files.readAllBytes(site.resolve(exchange.getRequestURI().getPath().substring(7)));
				exchange.sendResponseHeaders(200, content.length);
				exchange.getResponseBody().write(content);
			}
		});
		server.start();
		try {
			final URI address = URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server
				.getAddress().getPort() + "/cairn/");
			assertTrue(new SiteClient(address, fiji, "win64").update().contains("installed jars/win64/bridge-2.0.jar"));
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void anUndecidedArtifactOrAClockBehindEndsIt() throws IOException {
		final List<Artifact> more = release("1.0.0", "one");
		more.add(artifact("surprise", "1", Map.of("s", "s")));
		final Exception undecided = assertThrows(CairnException.class, () -> build(FIRST, more));
		assertTrue(undecided.getMessage().contains("org.example:surprise") && undecided.getMessage().contains(
			"artifacts.txt"), undecided.getMessage());
		assertFalse(Files.exists(site));
		build(FIRST, release("1.0.0", "one"));
		final Exception behind = assertThrows(CairnException.class, () -> build(FIRST, release("1.1.0", "two")));
		assertTrue(behind.getMessage().contains("check the clock"), behind.getMessage());
	}

	@Test
	void everyArtifactOfThisProjectHasItsPlace() throws IOException {
		final Placement placement = Placement.read(Path.of("update-site/artifacts.txt"));
		for (final String name : List.of("sc.fiji:Cairn_", "ai.djl:api", "ai.djl.pytorch:pytorch-engine",
			"ai.djl.pytorch:pytorch-jni"))
			assertTrue(placement.folder(new Artifact(name, null, null)).isPresent(), name);
		for (final String name : List.of("net.imagej:ij", "ai.djl.pytorch:pytorch-native-cpu"))
			assertTrue(placement.folder(new Artifact(name, null, null)).isEmpty(), name);
		assertTrue(assertThrows(CairnException.class, () -> Placement.read(Files.writeString(folder.resolve("bad.txt"),
			"a:b nowhere why\n"))).getMessage().contains("not understood"));
	}

	@Test
	void namesInFijiAreUnmistakable() {
		assertEquals("djl-api-0.35.1.jar", new Artifact("ai.djl:api", Path.of("m/api-0.35.1.jar"), null).filename());
		assertEquals("djl-pytorch-jni-2.jar", new Artifact("ai.djl.pytorch:pytorch-jni", Path.of("pytorch-jni-2.jar"), null)
			.filename());
		assertEquals("Cairn_-1.0.0.jar", new Artifact("sc.fiji:Cairn_", Path.of("target/Cairn_-1.0.0.jar"), null).filename());
	}

	@Test
	void theMenuOfPlainImageJStaysOutOfFiji() throws IOException {
		final Artifact built = artifact("Cairn_", "1", Map.of("plugins.config", "Plugins", "a/B.class", "bytes"));
		try (ZipFile jar = new ZipFile(FijiJar.of(built.jar(), Files.createDirectories(folder.resolve("copy"))).toFile())) {
			assertNull(jar.getEntry("plugins.config"));
			assertEquals("bytes", new String(jar.getInputStream(jar.getEntry("a/B.class")).readAllBytes(),
				StandardCharsets.UTF_8));
		}
	}

	@Test
	void theChecksumIsTheUpdaters() throws Exception {
		final Map<String, String> content = new TreeMap<>(Map.of("META-INF/", "", "META-INF/MANIFEST.MF", "Created-By: x\n",
			"b.txt", "#kept\n", "a.properties", "#Mon Jan 1\nkey=1\n# two\nkey2=#3\n"));
		final Artifact jar = artifact("x", "1", content);
		final String plain = "META-INF/" + "META-INF/MANIFEST.MF" + "a.properties" + "\nkey=1\n\nkey2=#3\n" + "b.txt" +
			"#kept\n";
		final String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(plain.getBytes(
			StandardCharsets.US_ASCII)));
		assertEquals(expected, UpdaterChecksum.of("jars/x-1.jar", jar.jar()));
		assertEquals(expected, ClientChecksum.of("jars/x-1.jar", jar.jar()));
		final Path text = Files.writeString(folder.resolve("LICENSE"), "free");
		final String other = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest("licenses/LICENSEfree"
			.getBytes(StandardCharsets.US_ASCII)));
		assertEquals(other, UpdaterChecksum.of("licenses/LICENSE", text));
		assertEquals(other, ClientChecksum.of("licenses/LICENSE", text));
		assertNotEquals(other, ClientChecksum.of("licenses/LICENCE", text));
	}

	@Test
	void commentsAreFilteredAsTheUpdaterDoesItQuirksIncluded() throws IOException {
		final Map<String, String> filtered = Map.of("#a\nb\n", "\nb\n", "#a", "", "b#a\n", "b#a\n", "##\n#a\n", "\n#a\n",
			"\n#a\n", "\n#a\n", "\n\n#a\nb", "\n\n\nb", "#\n#a\n#b\n", "\n#a\n\n", "#a\r\nb", "\nb", "# a\n# b\nc\n", "\n\nc\n");
		for (final Map.Entry<String, String> one : filtered.entrySet()) {
			final byte[] content = one.getKey().getBytes(StandardCharsets.US_ASCII);
			assertArrayEquals(one.getValue().getBytes(StandardCharsets.US_ASCII), UpdaterChecksum.withoutComments(content), one
				.getKey());
			final Path jar = artifact("quirk", "1", Map.of("x.properties", one.getKey())).jar();
			assertEquals(UpdaterChecksum.of("a.jar", jar), ClientChecksum.of("a.jar", jar), one.getKey());
		}
	}
}
