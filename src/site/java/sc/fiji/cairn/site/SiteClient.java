// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/**
 * Installs and updates from a site as Fiji's updater does, to check the site: it finds out what is installed by checksum,
 * leaves alone what somebody has changed, downloads what is new, and compares size and checksum.
 */
final class SiteClient {

	private final URI site;
	private final Path fiji;
	private final String platform;

	/**
	 * @param site address of the folder, {@code file:} or {@code http:}
	 * @param fiji folder to install into
	 * @param platform the updater's name of the system, such as {@code linux64}
	 */
	SiteClient(final URI site, final Path fiji, final String platform) {
		this.site = site;
		this.fiji = fiji;
		this.platform = platform;
	}

	/**
	 * Brings Fiji up to date.
	 *
	 * @return a line for each file: what has been done
	 * @throws CairnException if a file of the site is missing or not what the list says
	 */
	List<String> update() throws IOException {
		final List<ClientIndex.Entry> entries;
		try (InputStream in = site.resolve("db.xml.gz").toURL().openStream()) {
			entries = ClientIndex.read(in);
		}
		for (final ClientIndex.Entry entry : entries)
			requireDependencies(entry, entries);
		final List<String> report = new ArrayList<>();
		for (final ClientIndex.Entry entry : entries)
			report.add(update(entry) + " " + entry.filename);
		return report;
	}

	private static void requireDependencies(final ClientIndex.Entry entry, final List<ClientIndex.Entry> entries) {
		entry.dependencies.forEach((name, timestamp) -> {
			final Optional<ClientIndex.Entry> there = entries.stream().filter(one -> one.checksum != null && unversioned(
				one.filename).equals(unversioned(name))).findFirst();
			if (there.isEmpty() || timestamp.compareTo(there.get().timestamp) > 0) throw new CairnException(entry.filename +
				" of " + "the site needs " + name + " of " + timestamp + ", which the site has not; build it again.");
		});
	}

	private String update(final ClientIndex.Entry entry) throws IOException {
		if (!entry.platforms.isEmpty() && !entry.platforms.contains(platform)) return "for another system:";
		final Optional<Path> local = installed(entry.filename);
		final String checksum = local.isEmpty() ? "" : ClientChecksum.of(fiji.relativize(local.get()).toString().replace('\\',
			'/'), local.get());
		if (entry.checksum == null) {
			if (!entry.older.contains(checksum)) return "no longer on the site:";
			Files.delete(local.get());
			return "removed";
		}
		if (checksum.equals(entry.checksum)) return "up to date:";
		if (local.isPresent() && !entry.older.contains(checksum)) return "modified, left alone:";
		download(entry);
		if (local.isEmpty()) return "installed";
		if (!local.get().equals(fiji.resolve(entry.filename))) Files.delete(local.get());
		return "updated";
	}

	/** Finds a file of any version. */
	private Optional<Path> installed(final String filename) throws IOException {
		final Path folder = fiji.resolve(filename).getParent();
		if (!Files.isDirectory(folder)) return Optional.empty();
		final String wanted = unversioned(filename);
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> unversioned(fiji.relativize(file).toString().replace('\\', '/')).equals(wanted))
				.findFirst();
		}
	}

	private static String unversioned(final String filename) {
		return filename.replaceFirst("-\\d[^/]*?(\\.jar)$", "$1");
	}

	private void download(final ClientIndex.Entry entry) throws IOException {
		final Path target = fiji.resolve(entry.filename);
		Files.createDirectories(target.getParent());
		final Path part = Files.createTempFile(target.getParent(), "update", ".part");
		try {
			final URI address = site.resolve(entry.filename + "-" + entry.timestamp);
			try (InputStream in = address.toURL().openStream()) {
				Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
			}
			catch (final IOException e) {
				throw new CairnException("The site has no " + address + "; copy the whole folder to the server.", e);
			}
			if (Files.size(part) != entry.size) throw new CairnException(address + " has " + Files.size(part) +
				" bytes instead of " + entry.size + "; copy it to the server again.");
			final String checksum = ClientChecksum.of(entry.filename, part);
			if (!checksum.equals(entry.checksum)) throw new CairnException(address + " has the checksum " + checksum +
				" instead of " + entry.checksum + "; copy it to the server again.");
			Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}
}
