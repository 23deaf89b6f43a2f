// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.cairn.CairnException;

/** The tags of the first image of a TIFF file, for what ImageJ's decoder leaves out (TIFF 6.0, section 2). */
final class TiffTags {

	static final int BITS_PER_SAMPLE = 258;
	static final int DESCRIPTION = 270;
	static final int SAMPLE_FORMAT = 339;

	/** What stands where plain files have 42. */
	private static final int BIG = 43;

	private static final int BYTE = 1;
	private static final int ASCII = 2;
	private static final int SHORT = 3;
	private static final int LONG = 4;

	/** No text is longer; what seems so is damaged. */
	private static final int LONGEST = 1 << 28;

	private final Map<Integer, ByteBuffer> values = new LinkedHashMap<>();

	/**
	 * Reads those tags whose values are texts or whole numbers.
	 *
	 * @throws CairnException if it is a BigTIFF file
	 */
	TiffTags(final Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			final ByteOrder order = file.readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
			if (bytes(file, 2, 2, order).getShort() == BIG) throw new CairnException("The file " + path +
				" is a BigTIFF, which ImageJ does not open: save it as a plain TIFF, which holds up to 4 GB, or as NIfTI.");
			final long directory = Integer.toUnsignedLong(bytes(file, 4, 4, order).getInt());
			final int entries = Short.toUnsignedInt(bytes(file, directory, 2, order).getShort());
			final ByteBuffer table = bytes(file, directory + 2, 12 * entries, order);
			while (table.hasRemaining()) {
				final int tag = Short.toUnsignedInt(table.getShort());
				final int type = table.getShort();
				final long count = Integer.toUnsignedLong(table.getInt());
				final int offset = table.getInt();
				final int width = type == BYTE || type == ASCII ? 1 : type == SHORT ? 2 : type == LONG ? 4 : 0;
				if (width == 0 || count == 0 || count > LONGEST) continue;
				final long length = count * width;
				if (length > 4) {
					if (Integer.toUnsignedLong(offset) + length <= file.length()) values.put(tag, bytes(file, Integer
						.toUnsignedLong(offset), (int) length, order));
				}
				else values.put(tag, table.slice(table.position() - 4, (int) length).order(order));
			}
		}
	}

	private static ByteBuffer bytes(final RandomAccessFile file, final long offset, final int length,
		final ByteOrder order) throws IOException
	{
		final byte[] bytes = new byte[length];
		file.seek(offset);
		file.readFully(bytes);
		return ByteBuffer.wrap(bytes).order(order);
	}

	/** Gets the first number of a tag of 16-bit numbers, 0 if it is not there. */
	int number(final int tag) {
		final ByteBuffer value = values.get(tag);
		return value == null || value.remaining() < 2 ? 0 : Short.toUnsignedInt(value.getShort(0));
	}

	/** Gets a text, empty if it is not there. */
	String text(final int tag) {
		return values.containsKey(tag) ? StandardCharsets.UTF_8.decode(values.get(tag).duplicate()).toString().replaceFirst(
			"\0+$", "") : "";
	}
}
