// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/**
 * Main class that adds the plugin as built, and the jars that it needs and Fiji lacks, to an update site, and checks the
 * site by installing from it.
 */
public final class BuildSite {

	private static final int FAILED = 1;

	private BuildSite() {}

	/**
	 * Builds a site.
	 *
	 * @param args folder of the site, folder of the project, jar of the plugin, local Maven repository; the other jars are
	 *          those of the class path that lie in the repository
	 */
	public static void main(final String... args) throws IOException {
		try {
			final Path site = Path.of(args[0]).toAbsolutePath();
			final Path project = Path.of(args[1]);
			final Path plugin = Path.of(args[2]);
			new PluginJar(plugin, project).requireCurrent();
			final List<Artifact> artifacts = new ArrayList<>();
			final Path place = Files.createTempDirectory("cairn-site");
			artifacts.add(new Artifact("sc.fiji:Cairn_", FijiJar.of(plugin, place), project.resolve("pom.xml")));
			artifacts.addAll(libraries(Path.of(args[3])));
			final Placement placement = Placement.read(project.resolve("update-site/artifacts.txt"));
			final List<String> built = new SiteBuilder(site, placement, LocalDateTime.now(ZoneOffset.UTC)).add(artifacts);
			System.out.println("Update site " + site);
			built.forEach(line -> System.out.println("  " + line));
			check(site);
		}
		catch (final CairnException e) {
			System.err.println(e.getMessage());
			System.exit(FAILED);
		}
	}

	private static List<Artifact> libraries(final Path repository) {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).filter(path -> path
			.startsWith(repository)).map(path -> Artifact.inRepository(path, repository)).toList();
	}

	private static void check(final Path site) throws IOException {
		final Path fiji = Files.createTempDirectory("fiji-check");
		try {
			System.out.println("Check: a new Fiji");
			for (final String line : new SiteClient(site.toUri(), fiji, "linux64").update())
				System.out.println("  " + line);
		}
		finally {
			try (Stream<Path> files = Files.walk(fiji)) {
				for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
					Files.delete(file);
			}
		}
	}
}
