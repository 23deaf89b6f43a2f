// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** The address of the project is a property of the build; files that cannot take it from there have the same. */
class AddressTest {

	private static final Pattern PROPERTY = Pattern.compile("<project.address>(\\S+)</project.address>");

	private static final Pattern REPOSITORY = Pattern.compile("https://github\\.com/\\w+/Cairn\\b");

	@Test
	void allFilesNameTheSameAddress() throws IOException {
		final Matcher property = PROPERTY.matcher(Files.readString(Path.of("pom.xml")));
		assertTrue(property.find());
		for (final String file : List.of("pom.xml", "CITATION.cff",
			"src/main/resources/sc/fiji/cairn/report/references.bib", "src/main/java/sc/fiji/cairn/export/RdfTree.java"))
		{
			final Set<String> named = REPOSITORY.matcher(Files.readString(Path.of(file))).results().map(match -> match.group())
				.collect(Collectors.toSet());
			assertEquals(Set.of(property.group(1)), named, file);
		}
	}
}
