// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.cairn.CairnException;

/** Makes sure that the jar of the plugin is what the sources say now: whole, with its adapters, and nothing of before. */
final class PluginJar {

	private static final String REMEDY = "; build it by mvn -Pfiji clean package.";

	/** Lists the plugins for SciJava, as JSON objects one after the other. */
	private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";

	private final Path jar;
	private final Path project;

	/**
	 * @param project folder with {@code src/main/java}, and the adapters in {@code src/fiji/java}
	 */
	PluginJar(final Path jar, final Path project) {
		this.jar = jar;
		this.project = project;
	}

	/**
	 * Looks at all classes.
	 *
	 * @throws CairnException if the jar is missing, lacks classes, has others, or is older than a source
	 */
	void requireCurrent() throws IOException {
		if (!Files.isRegularFile(jar)) throw new CairnException("The plugin " + jar + " has not been built" + REMEDY);
		final Set<String> sources = sources("src/main/java");
		final Set<String> adapters = sources("src/fiji/java");
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			final Set<String> classes = zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).map(
				PluginJar::source).collect(Collectors.toCollection(TreeSet::new));
			requireAll(classes, adapters, "lacks the adapters to ImageJ2 and Bio-Formats, such as ");
			requireAll(classes, sources, "lacks classes, such as ");
			for (final String one : classes)
				if (!sources.contains(one) && !adapters.contains(one)) throw new CairnException("The plugin " + jar +
					" still has classes whose source is gone, such as " + one + REMEDY);
			requireIndex(zip);
		}
		requireYounger();
	}

	private void requireAll(final Set<String> classes, final Set<String> sources, final String lacks) {
		for (final String source : sources)
			if (!classes.contains(source)) throw new CairnException("The plugin " + jar + " " + lacks + source + REMEDY);
	}

	/** Gets the class that the source of a class is named after, which holds it. */
	private static String source(final String entry) {
		return entry.substring(0, entry.length() - ".class".length()).replaceFirst("\\$.*", "");
	}

	/** Lists the sources of a folder, but for those that need not become classes. */
	private Set<String> sources(final String folder) throws IOException {
		final Path root = project.resolve(folder);
		if (!Files.isDirectory(root)) return Set.of();
		try (Stream<Path> files = Files.walk(root)) {
			return files.map(file -> root.relativize(file).toString().replace('\\', '/')).filter(name -> name.endsWith(".java") &&
				!name.endsWith("package-info.java")).map(name -> name.substring(0, name.length() - ".java".length())).collect(Collectors
					.toCollection(TreeSet::new));
		}
	}

	/** A plugin that is listed but not there breaks the start of Fiji; the list is added to from build to build. */
	private void requireIndex(final ZipFile zip) throws IOException {
		final ZipEntry index = zip.getEntry(INDEX);
		if (index == null) throw new CairnException("The plugin " + jar + " lists no commands for Fiji" + REMEDY);
		try (Reader in = new InputStreamReader(zip.getInputStream(index), StandardCharsets.UTF_8)) {
			for (final JsonStreamParser parser = new JsonStreamParser(in); parser.hasNext();) {
				final JsonObject plugin = parser.next().getAsJsonObject();
				final String name = plugin.get("class").getAsString();
				if (zip.getEntry(name.replace('.', '/') + ".class") == null) throw new CairnException("The plugin " + jar +
					" still lists " + name + ", which is gone" + REMEDY);
			}
		}
	}

	private void requireYounger() throws IOException {
		final long built = Files.getLastModifiedTime(jar).toMillis();
		try (Stream<Path> files = Stream.of("src/main", "src/fiji/java", "pom.xml").map(project::resolve).filter(Files::exists)
			.flatMap(PluginJar::walk))
		{
			for (final Path file : files.toList())
				if (Files.getLastModifiedTime(file).toMillis() > built) throw new CairnException("The plugin " + jar +
					" is older than " + file + REMEDY);
		}
	}

	private static Stream<Path> walk(final Path root) {
		try {
			return Files.walk(root).filter(Files::isRegularFile);
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + root + " cannot be read (" + e.getMessage() + "); check its permissions.",
				e);
		}
	}
}
