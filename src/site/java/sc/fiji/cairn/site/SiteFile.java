// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.util.ArrayList;
import java.util.List;

import org.scijava.util.FileUtils;

/**
 * A file of an update site, with its history.
 *
 * @param current what to install; null if it is no longer on the site
 * @param previous what clients may have, newest first
 * @param description what it is, one paragraph
 * @param dependencies paths of other files of the site that it needs
 * @param authors their names
 * @param platforms names that the updater has for the systems that it is for; empty for all
 */
record SiteFile(Release current, List<Release> previous, String description, List<String> dependencies,
	List<String> authors, List<String> platforms)
{

	/** Returns the path without a version, by which the updater knows a file through its releases. */
	String key() {
		return key(current == null ? previous.get(0).filename() : current.filename());
	}

	/** Returns a path without its version. */
	static String key(final String filename) {
		return FileUtils.stripFilenameVersion(filename);
	}

	/** Takes a file off the site. */
	SiteFile removed(final long time) {
		return current == null ? this : new SiteFile(null, history(this, time), description, dependencies, authors, platforms);
	}

	/** Lists the releases that come before one made now. */
	static List<Release> history(final SiteFile before, final long time) {
		final List<Release> all = new ArrayList<>();
		if (before.current() != null) all.add(before.current().replaced(time));
		all.addAll(before.previous());
		return all;
	}
}
