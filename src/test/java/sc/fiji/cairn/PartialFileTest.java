// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sudden ends leave is cleared away, and nothing else. */
class PartialFileTest {

	@TempDir
	Path folder;

	private Set<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	private static String name(final FileOwner owner) {
		return owner.prefix() + "1-a.nii.gz";
	}

	@Test
	void theNextFileRemovesWhatProcessesHaveLeftThatAreNoMore() throws Exception {
		assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there are no such programs");
		final Process other = new ProcessBuilder("sleep", "100").start();
		final String living = name(new FileOwner(FileOwner.CURRENT.host(), other.pid(), 5));
		final Process gone = new ProcessBuilder("true").start();
		gone.waitFor();
		final List<String> leftOver = List.of(name(new FileOwner(FileOwner.CURRENT.host(), gone.pid(), 5)), name(new FileOwner(
			FileOwner.CURRENT.host(), FileOwner.CURRENT.process(), 5)));
		final String elsewhere = name(new FileOwner("abcd0123", gone.pid(), 5));
		final Set<String> others = Set.of(living, name(FileOwner.CURRENT), elsewhere, ".cairn-notes", "a.cairn");
		try {
			for (final String name : Stream.concat(leftOver.stream(), others.stream()).toList())
				Files.createFile(folder.resolve(name));
			WholeFile.write(folder.resolve("b.txt"), out -> out.write(1));
			assertEquals(Stream.concat(others.stream(), Stream.of("b.txt")).collect(Collectors.toSet()), names());
			Files.setLastModifiedTime(folder.resolve(elsewhere), FileTime.from(Instant.now().minus(3, ChronoUnit.DAYS)));
			WholeFile.requireWritable(folder.resolve("b.txt"));
			assertTrue(!names().contains(elsewhere), "whoever it was has given up");
		}
		finally {
			other.destroyForcibly();
		}
	}

	@Test
	void filesThatOtherProcessesCompleteMeanwhileDoNotDisturb() throws IOException {
		// It is listed, but cannot be looked at any more.
		Files.createSymbolicLink(folder.resolve(name(FileOwner.CURRENT)), folder.resolve("gone"));
		WholeFile.write(folder.resolve("b.txt"), out -> out.write(1));
		assertTrue(Files.exists(folder.resolve("b.txt")));
	}

	@Test
	void namesMayBeAsLongAsTheSystemLets() throws IOException {
		final Path file = folder.resolve("\u00e9".repeat(60) + "x".repeat(255 - 120 - 7) + ".nii.gz");
		WholeFile.write(file, out -> out.write(1));
		assertEquals(Set.of(file.getFileName().toString()), names());
	}
}
