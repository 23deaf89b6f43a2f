// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Sha256;

/** Unpacks a file that gzip has packed and checks that it is sound: its CRC, its length, and its SHA-256 if known. */
final class Unpacking {

	private static final int BUFFER = 1 << 16;

	private final Path packed;
	private final String expected;
	private String actual = "";

	/**
	 * @param expected SHA-256 of the content, in hexadecimal digits; empty if unknown
	 */
	Unpacking(final Path packed, final String expected) {
		this.packed = packed;
		this.expected = expected;
	}

	/** Reads the size of the content in bytes, modulo 4 GB, from the end of the file (RFC 1952, section 2.3.1). */
	static long size(final Path packed) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(packed.toFile(), "r")) {
			if (file.length() < Integer.BYTES) return 0;
			file.seek(file.length() - Integer.BYTES);
			return Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
		}
	}

	/** Returns the SHA-256 of what was unpacked, in hexadecimal digits. */
	String sha256() {
		return actual;
	}

	/**
	 * Unpacks into a file, replacing an older one.
	 *
	 * @return what is wrong with it; empty if it is sound
	 * @throws IOException if it cannot be written
	 */
	String into(final Path target, final Disk disk, final Progress progress) throws IOException {
		Files.deleteIfExists(target);
		final Sha256 sum = new Sha256();
		try (InputStream file = Files.newInputStream(packed); OutputStream out = sum.through(disk.append(target))) {
			final String damage = copy(file, out, progress);
			if (!damage.isEmpty()) return damage;
		}
		actual = sum.hex();
		return expected.isEmpty() || expected.equals(actual) ? "" : "its SHA-256 is " + actual + " instead of " + expected;
	}

	private static String copy(final InputStream file, final OutputStream out, final Progress progress)
		throws IOException
	{
		final byte[] buffer = new byte[BUFFER];
		GZIPInputStream in = null;
		while (true) {
			progress.checkCancelled();
			final int count;
			try {
				if (in == null) in = new GZIPInputStream(file, BUFFER);
				count = in.read(buffer);
			}
			catch (final IOException e) {
				return e.getMessage() == null ? "it ends too early" : e.getMessage();
			}
			if (count < 0) return "";
			out.write(buffer, 0, count);
		}
	}
}
