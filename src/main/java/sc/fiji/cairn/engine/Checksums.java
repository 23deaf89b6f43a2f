// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/**
 * SHA-256 checksums of libraries by their paths.
 *
 * @param sums in hexadecimal digits, such as {@code sha256sum} writes them
 */
record Checksums(Map<String, String> sums) {

	static final Checksums NONE = new Checksums(Map.of());

	Checksums {
		sums = Map.copyOf(sums);
	}

	/** Reads lines such as {@code CHECKSUM  PATH}; others are passed over. */
	static Checksums of(final Stream<String> lines) {
		final Map<String, String> sums = new HashMap<>();
		lines.map(line -> line.strip().split("\\s+\\*?", 2)).filter(parts -> parts.length == 2 && parts[0].matches(
			"[0-9a-fA-F]{64}")).forEach(parts -> sums.put(parts[1], parts[0].toLowerCase(Locale.ROOT)));
		return new Checksums(sums);
	}

	/**
	 * Gets what is known of a version since this Cairn was made, by {@code FLAVOR/PLATFORM/LIBRARY}.
	 *
	 * @param pytorch version
	 * @return none for a version that nothing is known of
	 */
	static Checksums pinned(final String pytorch) {
		try (InputStream in = Checksums.class.getResourceAsStream("sha256-" + pytorch + ".txt")) {
			return in == null ? NONE : of(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines());
		}
		catch (final IOException e) {
			throw new CairnException("Cairn's own list of checksums cannot be read (" + e.getMessage() +
				"); install Cairn again.", e);
		}
	}

	/** Gets the checksum of a library, if it is known. */
	Optional<String> of(final String path) {
		return Optional.ofNullable(sums.get(path));
	}
}
