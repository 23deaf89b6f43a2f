// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.volume.VoxelType;

/** How voxels are written into a file. */
enum Packing {

	/** As they are in memory. */
	NONE,

	/** The same, packed by gzip or zlib, which are told apart by their first bytes. */
	DEFLATE,

	/** The same, each byte as two hexadecimal digits. */
	HEX,

	/** Each voxel as a decimal number, with blanks, line ends or commas between them. */
	TEXT;

	private static final int BUFFER = 1 << 18;

	/** Deflate cannot make data smaller than this; what claims more voxels than that is broken. */
	private static final long MAX_RATIO = 1032;

	/** Returns the largest number of voxels, in bytes, that so many bytes of a file can hold. */
	long most(final long length, final VoxelType type) {
		return switch (this) {
			case NONE -> length;
			case DEFLATE -> (length + 1) * MAX_RATIO;
			case HEX -> length / 2;
			// One digit and one blank a voxel, but no blank after the last.
			case TEXT -> (length + 1) / 2 * type.bytes();
		};
	}

	/**
	 * Unpacks a stream; those of decimal numbers stay as they are.
	 *
	 * @throws IOException if the stream does not begin as a packed one does
	 */
	InputStream unpack(final InputStream in) throws IOException {
		return switch (this) {
			case NONE, TEXT -> in;
			case HEX -> new HexStream(in);
			case DEFLATE -> {
				final BufferedInputStream packed = new BufferedInputStream(in, BUFFER);
				packed.mark(2);
				final boolean gzip = packed.read() == 0x1f && packed.read() == 0x8b;
				packed.reset();
				yield new BufferedInputStream(gzip ? new GZIPInputStream(packed, BUFFER) : new InflaterInputStream(packed),
					BUFFER);
			}
		};
	}

	/**
	 * Reads decimal numbers.
	 *
	 * @throws EOFException if there are too few
	 * @throws IOException if something is no number
	 */
	static Object parse(final InputStream in, final VoxelType type, final int count) throws IOException {
		final Object voxels = type.array(count);
		final Cursor<? extends RealType<?>> cursor = type.wrap(voxels, count).cursor();
		final StringBuilder word = new StringBuilder();
		while (cursor.hasNext()) {
			int next = in.read();
			while (next >= 0 && isBlank(next))
				next = in.read();
			if (next < 0) throw new EOFException();
			for (word.setLength(0); next >= 0 && !isBlank(next); next = in.read())
				word.append((char) next);
			cursor.next().setReal(number(word.toString()));
		}
		return voxels;
	}

	private static boolean isBlank(final int character) {
		return character <= ' ' || character == ',';
	}

	private static double number(final String word) throws IOException {
		if (word.matches("(?i)[-+]?nan.*")) return Double.NaN;
		if (word.matches("(?i)[-+]?inf(inity)?")) return word.startsWith("-") ? Double.NEGATIVE_INFINITY
			: Double.POSITIVE_INFINITY;
		try {
			return Double.parseDouble(word);
		}
		catch (final NumberFormatException e) {
			throw new IOException("'" + (word.length() > 20 ? word.substring(0, 20) + "..." : word) + "' is no number", e);
		}
	}

	/** Turns pairs of hexadecimal digits into bytes. */
	private static final class HexStream extends InputStream {

		private final InputStream digits;

		HexStream(final InputStream digits) {
			this.digits = digits;
		}

		@Override
		public int read() throws IOException {
			final int high = digit();
			if (high < 0) return -1;
			final int low = digit();
			return low < 0 ? -1 : high << 4 | low;
		}

		private int digit() throws IOException {
			int next = digits.read();
			while (next >= 0 && next <= ' ')
				next = digits.read();
			if (next < 0) return -1;
			final int digit = Character.digit(next, 16);
			if (digit < 0) throw new IOException("'" + (char) next + "' is no hexadecimal digit");
			return digit;
		}

		@Override
		public void close() throws IOException {
			digits.close();
		}
	}
}
