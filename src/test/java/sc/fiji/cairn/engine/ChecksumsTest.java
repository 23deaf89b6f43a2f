// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;

/** What this Cairn knows of the engine's libraries. */
class ChecksumsTest {

	private static final String PYTORCH = EngineVersion.current().pytorch();

	/** NB: without the largest, which takes seconds to read. */
	private static final Map<String, List<String>> LIBRARIES = Map.of("linux-x86_64", List.of("libc10.so", "libtorch.so",
		"libgomp-98b21ff3.so.1"), "linux-aarch64", List.of("libc10.so", "libtorch.so"), "osx-aarch64", List.of("libc10.dylib",
			"libtorch.dylib"), "win-x86_64", List.of("c10.dll", "torch.dll"));

	@Test
	void theLibrariesOfEveryPlatformAreKnown() {
		final Set<String> platforms = Checksums.pinned(PYTORCH).sums().keySet().stream().map(path -> path.split("/")[1])
			.collect(Collectors.toSet());
		assertEquals(LIBRARIES.keySet(), platforms);
		for (final String platform : platforms)
			for (final String name : LIBRARIES.get(platform))
				assertTrue(Checksums.pinned(PYTORCH).of("cpu/" + platform + "/" + name).isPresent(), platform + "/" + name);
	}

	@Test
	void theyAreThoseOfTheEngineThatTheTestsUse() throws IOException {
		final String platform = Platform.current().name();
		for (final String name : LIBRARIES.get(platform))
			assertEquals(Optional.of(sum("/pytorch/cpu/" + platform + "/" + name)), Checksums.pinned(PYTORCH).of("cpu/" +
				platform + "/" + name), name);
	}

	private static String sum(final String resource) throws IOException {
		final Sha256 sum = new Sha256();
		try (InputStream in = ChecksumsTest.class.getResourceAsStream(resource)) {
			in.transferTo(sum.discarding());
		}
		return sum.hex();
	}

	@Test
	void nothingIsKnownOfOtherVersions() {
		assertEquals(Checksums.NONE, Checksums.pinned("0.1"));
	}

	@Test
	void linesAreReadAsTheToolsWriteThem() {
		final String sum = "AB".repeat(32);
		assertEquals(Map.of("a/b.so", sum.toLowerCase(), "c.so", sum.toLowerCase()), Checksums.of(Stream.of("# comment", sum +
			"  a/b.so", sum + " *c.so", "short  d.so", "")).sums());
	}

	@Test
	void engineSitesBeyondThisComputerAreEncrypted() {
		for (final String good : List.of("https://mirror.example.org/2.7.1/", "http://127.0.0.1:8080/", "http://localhost/x", "http://[::1]/"))
			assertEquals(good, EngineSite.encrypted(good).toString());
		for (final String bad : List.of("http://mirror.example.org/", "ftp://localhost/", "http://127.0.0.1.example.org/", "file:///x",
			"a b"))
			assertTrue(assertThrows(CairnException.class, () -> EngineSite.encrypted(bad), bad).getMessage().endsWith(
				"use one that begins with https://."));
	}
}
