// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A NIfTI file made byte by byte from the tables in nifti1.h and nifti2.h, independently of the reader and writer under
 * test.
 */
public final class NiftiFixture {

	/** Rows of an oblique, left-handed affine. */
	static final float[] OBLIQUE = { -2f, 0.1f, 0.25f, 117.8551f, -0.3f, 1.9737f, -0.3555f, -35.7229f, 0.01f, 0.3232f,
		2.1711f, -7.2488f };

	final ByteBuffer header;
	private final boolean two;
	private byte[] tail = new byte[4];
	byte[] voxels = new byte[0];

	NiftiFixture(final int version, final ByteOrder order, final long... dim) {
		two = version == 2;
		header = ByteBuffer.allocate(two ? 540 : 348).order(order);
		header.putInt(0, header.capacity());
		magic(two ? "n+2\0\r\n\032\n" : "n+1\0");
		for (int d = 0; d < 8; d++) {
			final long value = d == 0 ? dim.length : d <= dim.length ? dim[d - 1] : 1;
			if (two) header.putLong(16 + 8 * d, value);
			else header.putShort(40 + 2 * d, (short) value);
			real(two ? 104 : 76, d, d == 0 ? -1 : 0.5f * d + 0.25f);
		}
		// What nobody interprets has to survive too.
		header.put(two ? 240 : 148, "made by hand".getBytes(StandardCharsets.US_ASCII));
		header.put(two ? 320 : 228, "aux.txt".getBytes(StandardCharsets.US_ASCII));
		header.put(two ? 508 : 328, "intent".getBytes(StandardCharsets.US_ASCII));
		if (two) header.putInt(500, 2 | 8);
		else header.put(123, (byte) (2 | 8));
	}

	NiftiFixture type(final int code, final int bits) {
		header.putShort(two ? 12 : 70, (short) code);
		header.putShort(two ? 14 : 72, (short) bits);
		return this;
	}

	NiftiFixture scale(final double slope, final double intercept) {
		real(two ? 176 : 112, 0, slope);
		real(two ? 176 : 112, 1, intercept);
		return this;
	}

	NiftiFixture display(final double min, final double max) {
		real(two ? 192 : 124, 0, max);
		real(two ? 192 : 124, 1, min);
		return this;
	}

	NiftiFixture sform(final int code, final float... rows) {
		code(two ? 348 : 254, code);
		for (int i = 0; i < rows.length; i++)
			real(two ? 400 : 280, i, rows[i]);
		return this;
	}

	NiftiFixture qform(final int code, final double qfac, final double... bcdxyz) {
		code(two ? 344 : 252, code);
		real(two ? 104 : 76, 0, qfac);
		for (int i = 0; i < 6; i++)
			real(two ? 352 : 256, i, bcdxyz[i]);
		return this;
	}

	NiftiFixture extension(final byte[] content) {
		final int size = (content.length + 8 + 15) / 16 * 16;
		final ByteBuffer bytes = ByteBuffer.allocate(4 + size).order(header.order());
		bytes.put(0, (byte) 1).putInt(4, size).putInt(8, 6).put(12, content);
		tail = bytes.array();
		return this;
	}

	NiftiFixture voxels(final byte[] bytes) {
		voxels = bytes;
		return this;
	}

	void magic(final String magic) {
		header.put(two ? 4 : 344, magic.getBytes(StandardCharsets.ISO_8859_1));
	}

	void real(final int offset, final int index, final double value) {
		if (two) header.putDouble(offset + 8 * index, value);
		else header.putFloat(offset + 4 * index, (float) value);
	}

	/** The bytes of the single file. */
	byte[] bytes() throws IOException {
		final int offset = header.capacity() + tail.length;
		if (two) header.putLong(168, offset);
		else header.putFloat(108, offset);
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.write(header.array());
		all.write(tail);
		all.write(voxels);
		return all.toByteArray();
	}

	Path write(final Path path) throws IOException {
		return write(path, bytes());
	}

	public static Path write(final Path path, final byte[] bytes) throws IOException {
		try (OutputStream file = Files.newOutputStream(path);
				OutputStream out = path.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file)
		{
			out.write(bytes);
		}
		return path;
	}

	/** Reads a file whole, unpacked if its name says so. */
	static byte[] content(final Path path) throws IOException {
		try (InputStream file = Files.newInputStream(path);
				InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file)
		{
			return in.readAllBytes();
		}
	}

	private void code(final int offset, final int value) {
		if (two) header.putInt(offset, value);
		else header.putShort(offset, (short) value);
	}
}
