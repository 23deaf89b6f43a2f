// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each source file names its licence, so that a file that is copied elsewhere still does. */
class LicenceTest {

	private static final String HEADER = "// SPDX-License-Identifier: BSD-2-Clause\n";

	@Test
	void everySourceFileBeginsWithItsLicence() throws IOException {
		final List<Path> without = new ArrayList<>();
		int sources = 0;
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			for (final Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".java"))::iterator) {
				sources++;
				if (!Files.readString(file).startsWith(HEADER)) without.add(file);
			}
		}
		assertEquals(List.of(), without);
		assertTrue(sources > 500, "only " + sources + " source files were found");
	}
}
