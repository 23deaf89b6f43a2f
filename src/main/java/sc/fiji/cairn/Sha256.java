// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A SHA-256 checksum in the making. */
public final class Sha256 {

	private final MessageDigest digest;

	/** Begins a sum. */
	public Sha256() {
		try {
			digest = MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256.", e);
		}
	}

	/** Gets the checksum of a text in UTF-8. */
	public static String of(final String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Gets the checksum of some bytes. */
	public static String of(final byte[] content) {
		final Sha256 sum = new Sha256();
		sum.digest.update(content);
		return sum.hex();
	}

	/** Gets the checksum of a file, or of the names and contents of all files in a folder. */
	public static String of(final Path file) throws IOException {
		final Sha256 sum = new Sha256();
		if (!Files.isDirectory(file)) Files.copy(file, sum.discarding());
		else for (final Path each : files(file)) {
			sum.digest.update((file.relativize(each).toString().replace('\\', '/') + "\n").getBytes(StandardCharsets.UTF_8));
			Files.copy(each, sum.discarding());
		}
		return sum.hex();
	}

	/** Lists the files in a folder and the folders in it. */
	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}

	/** Gets a stream that sums up what passes on its way to another. */
	public OutputStream through(final OutputStream out) {
		return new DigestOutputStream(out, digest);
	}

	/** Gets a stream that sums up what is written to it. */
	public OutputStream discarding() {
		return through(OutputStream.nullOutputStream());
	}

	/** Ends the sum and writes it in hexadecimal digits. */
	public String hex() {
		return HexFormat.of().formatHex(digest.digest());
	}
}
