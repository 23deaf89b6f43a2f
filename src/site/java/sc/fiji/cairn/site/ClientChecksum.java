// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The checksum of the updater as a client works it out. It shares nothing with {@link UpdaterChecksum}, so that a mistake
 * in one of them shows.
 */
final class ClientChecksum {

	private ClientChecksum() {}

	/** Sums up a file that lies at a path in Fiji. */
	static String of(final String path, final Path file) throws IOException {
		final MessageDigest digest;
		try {
			digest = MessageDigest.getInstance("SHA-1");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IOException(e);
		}
		if (path.endsWith(".jar")) entries(file).forEach((name, content) -> {
			digest.update(name.getBytes(StandardCharsets.US_ASCII));
			digest.update(content);
		});
		else {
			digest.update(path.getBytes(StandardCharsets.US_ASCII));
			digest.update(Files.readAllBytes(file));
		}
		return String.format("%040x", new BigInteger(1, digest.digest()));
	}

	private static Map<String, byte[]> entries(final Path file) throws IOException {
		final Map<String, byte[]> entries = new TreeMap<>();
		try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				entries.put(entry.getName(), zip.readAllBytes());
		}
		entries.replaceAll((name, content) -> name.equals("META-INF/MANIFEST.MF") ? new byte[0] : name.endsWith(
			".properties") ? strip(content) : content);
		return entries;
	}

	/** Empties the lines that the updater takes for comments; after one that is empty or only hashes it does not look. */
	private static byte[] strip(final byte[] content) {
		final StringBuilder kept = new StringBuilder();
		boolean looks = true;
		// Each byte is one character here, and the limit keeps the last line even if it is empty.
		final String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
		for (int i = 0; i < lines.length; i++) {
			final String line = lines[i];
			final boolean comment = looks && line.startsWith("#");
			if (!comment) kept.append(line);
			if (i < lines.length - 1) kept.append('\n');
			looks = !looks || !line.isEmpty() && !line.matches("#+");
		}
		return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
	}
}
