// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks frames of Blosc 1, as its {@code README_CHUNK_FORMAT} and {@code README_HEADER} describe them: a header of 16
 * bytes, where each block begins, and blocks, which are cut into one stream for each byte of an element, or not.
 */
final class Blosc {

	private static final int HEADER = 16;
	private static final int SHUFFLED = 1;
	private static final int COPIED = 2;
	private static final int BIT_SHUFFLED = 4;
	private static final int WHOLE_BLOCKS = 0x10;

	/** Blocks are cut into streams only where elements have up to this many bytes, and streams at least {@link #LEAST}. */
	private static final int MOST_STREAMS = 16;
	private static final int LEAST = 128;

	private final byte[] frame;
	private final ByteBuffer numbers;
	private final int flags;
	private final int element;
	private final int block;
	private final byte[] out;

	private Blosc(final byte[] frame, final int size) throws IOException {
		this.frame = frame;
		numbers = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
		if (frame.length < HEADER) throw new IOException("its Blosc frame is cut short");
		flags = frame[2];
		element = Math.max(1, frame[3] & 0xff);
		block = numbers.getInt(8);
		final int length = numbers.getInt(4);
		if (length != size || length > 0 && block <= 0 || numbers.getInt(12) > frame.length) throw new IOException(
			"its Blosc header is damaged");
		out = new byte[length];
	}

	/**
	 * Unpacks a frame.
	 *
	 * @param size number of bytes that it holds
	 * @throws IOException if it is damaged
	 */
	static byte[] decode(final byte[] frame, final int size) throws IOException {
		try {
			return new Blosc(frame, size).decode();
		}
		catch (final MalformedInputException | DataFormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
			throw new IOException("its Blosc frame is damaged", e);
		}
	}

	private byte[] decode() throws IOException, DataFormatException {
		if ((flags & COPIED) != 0) {
			System.arraycopy(frame, HEADER, out, 0, out.length);
			return out;
		}
		final byte[] streams = new byte[Math.min(block, out.length)];
		for (int start = 0, i = 0; start < out.length; start += block, i++)
			decode(numbers.getInt(HEADER + Integer.BYTES * i), start, Math.min(block, out.length - start), streams);
		return out;
	}

	private void decode(final int place, final int start, final int length, final byte[] streams) throws IOException,
		DataFormatException
	{
		final boolean cut = (flags & WHOLE_BLOCKS) == 0 && length == block && element <= MOST_STREAMS && block / element >= LEAST;
		final int count = cut ? element : 1;
		final int part = length / count;
		int at = place;
		for (int i = 0; i < count; i++) {
			final int packed = numbers.getInt(at);
			at += Integer.BYTES;
			// NB: what does not get shorter is stored as it is.
			if (packed == part) System.arraycopy(frame, at, streams, i * part, part);
			else if (unpack(at, packed, streams, i * part, part) != part) throw new IOException("a block of its Blosc frame is damaged");
			at += packed;
		}
		if ((flags & SHUFFLED) != 0 && element > 1) Shuffle.undoBytes(streams, length, element, out, start);
		else if ((flags & BIT_SHUFFLED) != 0 && length / element % Byte.SIZE == 0) Shuffle.undoBits(streams, length, element, out, start);
		else System.arraycopy(streams, 0, out, start, length);
	}

	private int unpack(final int from, final int length, final byte[] to, final int at, final int size) throws IOException,
		DataFormatException
	{
		return switch (flags >> 5 & 7) {
			case 0 -> BloscLz.decode(frame, from, length, to, at);
			case 1 -> new Lz4Decompressor().decompress(frame, from, length, to, at, size);
			case 2 -> new SnappyDecompressor().decompress(frame, from, length, to, at, size);
			case 3 -> inflate(from, length, to, at, size);
			case 4 -> new ZstdDecompressor().decompress(frame, from, length, to, at, size);
			default -> throw new IOException("its kind of Blosc frame is not supported");
		};
	}

	private int inflate(final int from, final int length, final byte[] to, final int at, final int size)
		throws DataFormatException
	{
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(frame, from, length);
			return inflater.inflate(to, at, size);
		}
		finally {
			inflater.end();
		}
	}
}
