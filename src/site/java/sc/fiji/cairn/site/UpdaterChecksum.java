// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The checksum by which Fiji's updater knows a file: the SHA-1 of its path and content. Of a jar, it is that of the names
 * and contents of the entries, sorted by name, less what changes with each build: the manifest, and the comments of
 * {@code .properties} files.
 */
final class UpdaterChecksum {

	private static final String MANIFEST = "META-INF/MANIFEST.MF";

	private UpdaterChecksum() {}

	/**
	 * Sums up a file.
	 *
	 * @param path where it is in Fiji
	 * @return 40 hexadecimal digits
	 */
	static String of(final String path, final Path file) throws IOException {
		final MessageDigest sum = sha1();
		if (path.endsWith(".jar")) addJar(sum, file);
		else {
			sum.update(path.getBytes(StandardCharsets.US_ASCII));
			sum.update(Files.readAllBytes(file));
		}
		return HexFormat.of().formatHex(sum.digest());
	}

	private static MessageDigest sha1() {
		try {
			return MessageDigest.getInstance("SHA-1");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-1.", e);
		}
	}

	private static void addJar(final MessageDigest sum, final Path file) throws IOException {
		try (ZipFile jar = new ZipFile(file.toFile())) {
			final List<? extends ZipEntry> entries = Collections.list(jar.entries());
			entries.sort(Comparator.comparing(ZipEntry::getName));
			for (final ZipEntry entry : entries) {
				sum.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
				if (entry.getName().equals(MANIFEST)) continue;
				try (InputStream in = jar.getInputStream(entry)) {
					final byte[] content = in.readAllBytes();
					sum.update(entry.getName().endsWith(".properties") ? withoutComments(content) : content);
				}
			}
		}
	}

	/** Where in a line the filter is. */
	private enum Place {
			START, HASHES, COMMENT, TEXT
	}

	/**
	 * Leaves of each comment only its line break.
	 * <p>
	 * NB: the updater's own filter takes an empty line, or one of nothing but hashes, for the beginning of the next, so that
	 * a comment after it stays. To get the same checksum this does so, too.
	 * </p>
	 */
	static byte[] withoutComments(final byte[] content) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
		Place place = Place.START;
		for (final byte b : content) {
			switch (place) {
				case START -> place = b == '#' ? Place.HASHES : Place.TEXT;
				case HASHES -> place = b == '#' ? Place.HASHES : b == '\n' ? Place.TEXT : Place.COMMENT;
				case COMMENT -> place = b == '\n' ? Place.START : Place.COMMENT;
				case TEXT -> {
					out.write(b);
					if (b == '\n') place = Place.START;
					continue;
				}
			}
			if (place == Place.TEXT || place == Place.START) out.write(b);
		}
		return out.toByteArray();
	}
}
