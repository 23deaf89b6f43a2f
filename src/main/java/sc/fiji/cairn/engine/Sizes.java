// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.util.Locale;

/** Writes numbers of bytes for people. */
final class Sizes {

	static final long MEGABYTE = 1_000_000;
	private static final long GIGABYTE = 1_000 * MEGABYTE;

	private Sizes() {}

	/** Writes a size such as {@code 112 MB} or {@code 2.4 GB}. */
	static String words(final long bytes) {
		if (bytes >= GIGABYTE) return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIGABYTE);
		if (bytes >= MEGABYTE) return String.format(Locale.ROOT, "%.0f MB", (double) bytes / MEGABYTE);
		return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
	}
}
