// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;

/** Tests that only a jar that is what the sources say is published. */
class PluginJarTest {

	private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";

	@TempDir
	Path project;

	private Path jar;

	@BeforeEach
	void writeSources() throws IOException {
		jar = project.resolve("Plugin_.jar");
		for (final String source : new String[] { "src/main/java/a/Command.java", "src/main/java/a/package-info.java",
			"src/fiji/java/a/Adapter.java" })
		{
			Files.createDirectories(project.resolve(source).getParent());
			Files.writeString(project.resolve(source), "");
		}
	}

	private void pack(final String index, final String... classes) throws IOException {
		try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final String name : Stream.concat(Stream.of(classes).map(name -> name + ".class"), Stream.of(INDEX)).toList()) {
				zip.putNextEntry(new ZipEntry(name));
				if (name.equals(INDEX)) zip.write(index.getBytes());
			}
		}
	}

	private void assertRefused(final String part) {
		final String message = assertThrows(CairnException.class, () -> new PluginJar(jar, project).requireCurrent())
			.getMessage();
		assertTrue(message.contains(part) && message.endsWith("; build it by mvn -Pfiji clean package."), message);
	}

	@Test
	void aWholeAndCurrentJarIsPublished() throws IOException {
		pack("{\"class\":\"a.Command\"}{\"class\":\"a.Adapter\"}", "a/Command", "a/Command$Inner", "a/Adapter");
		assertDoesNotThrow(() -> new PluginJar(jar, project).requireCurrent());
	}

	@Test
	void othersAreRefused() throws IOException {
		assertRefused("has not been built");
		pack("{\"class\":\"a.Command\"}", "a/Command");
		assertRefused("lacks the adapters to ImageJ2 and Bio-Formats, such as a/Adapter");
		pack("{\"class\":\"a.Adapter\"}", "a/Adapter");
		assertRefused("lacks classes, such as a/Command");
		pack("{\"class\":\"a.Command\"}", "a/Command", "a/Adapter", "a/Old");
		assertRefused("still has classes whose source is gone, such as a/Old");
		pack("{\"class\":\"a.Command\"}{\"class\":\"a.Old\"}", "a/Command", "a/Adapter");
		assertRefused("still lists a.Old, which is gone");
		pack("{\"class\":\"a.Command\"}", "a/Command", "a/Adapter");
		final Path source = project.resolve("src/main/java/a/Command.java");
		Files.setLastModifiedTime(source, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 5000));
		assertRefused("is older than " + source);
	}
}
