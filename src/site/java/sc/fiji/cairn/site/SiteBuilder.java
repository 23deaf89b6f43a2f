// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;

/**
 * Adds a release to an update site, or makes a new site. A file whose checksum is as before stays as it is; each other
 * one becomes a new file beside the old, which is remembered so that clients know it as an older release. The list comes
 * last, so that a site is whole at any time.
 */
final class SiteBuilder {

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

	private final Path folder;
	private final Placement placement;
	private final long now;

	/**
	 * @param folder of the site
	 * @param time of the release
	 */
	SiteBuilder(final Path folder, final Placement placement, final LocalDateTime time) {
		this.folder = folder;
		this.placement = placement;
		now = Long.parseLong(TIMESTAMP.format(time));
	}

	/**
	 * Adds a release.
	 *
	 * @param artifacts all that the plugin needs at run time, itself included
	 * @return a line for each file: what has become of it
	 * @throws CairnException if nobody has decided about an artifact, or the site has a later release
	 */
	List<String> add(final List<Artifact> artifacts) throws IOException {
		final Map<String, SiteFile> site = SiteIndex.read(folder);
		requireLater(site);
		final Map<String, Artifact> placed = new LinkedHashMap<>();
		final Map<String, String> keys = new LinkedHashMap<>();
		for (final Artifact artifact : artifacts) {
			placement.folder(artifact).ifPresent(where -> {
				final String filename = where + "/" + artifact.filename();
				placed.put(filename, artifact);
				keys.put(artifact.name(), SiteFile.key(filename));
			});
		}
		final List<String> report = new ArrayList<>();
		for (final Map.Entry<String, Artifact> file : placed.entrySet()) {
			final SiteFile before = site.get(SiteFile.key(file.getKey()));
			final SiteFile after = file(file.getKey(), file.getValue(), before, keys);
			site.put(after.key(), after);
			report.add(word(before, after) + " " + file.getKey() + " " + after.current().size() + " bytes");
		}
		for (final SiteFile file : List.copyOf(site.values())) {
			if (file.current() == null || keys.containsValue(file.key())) continue;
			report.add("removed " + file.current().filename());
			site.put(file.key(), file.removed(now));
		}
		SiteIndex.write(folder, site);
		return report;
	}

	private void requireLater(final Map<String, SiteFile> site) {
		for (final SiteFile file : site.values()) {
			final long last = file.current() == null ? file.previous().get(0).obsolete() : file.current().timestamp();
			if (last >= now) throw new CairnException("The site " + folder + " has a release of " + last +
				", which is not before now; check the clock.");
		}
	}

	private static String word(final SiteFile before, final SiteFile after) {
		if (before == null || before.current() == null) return "new";
		return before.current().equals(after.current()) ? "unchanged" : "updated";
	}

	private SiteFile file(final String filename, final Artifact artifact, final SiteFile before,
		final Map<String, String> keys) throws IOException
	{
		final String checksum = UpdaterChecksum.of(filename, artifact.jar());
		final Pom pom = Pom.read(artifact.pom());
		final List<String> dependencies = pom.dependencies().stream().filter(keys::containsKey).map(keys::get).toList();
		final String where = filename.substring(0, filename.lastIndexOf('/'));
		final boolean same = before != null && before.current() != null && before.current().checksum().equals(checksum) &&
			before.current().filename().equals(filename);
		final Release current = same ? before.current() : new Release(checksum, now, 0, filename, Files.size(artifact
			.jar()));
		final List<Release> previous = before == null ? List.of() : same ? before.previous() : SiteFile.history(before, now);
		if (!same) WholeFile.write(folder.resolve(filename + "-" + now), out -> Files.copy(artifact.jar(), out));
		return new SiteFile(current, previous, pom.description() == null ? "" : pom.description().strip().replaceAll("\\s+",
			" "), dependencies, pom.developers(), Placement.platforms(where));
	}
}
