// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks, before ImageJ's decoder does, whether a TIFF file has the values that its directories claim: the decoder takes memory
 * for all of them first (TIFF 6.0, section 2).
 */
final class TiffClaims {

	/** Tags whose values ImageJ's decoder reads, however many there are. */
	private static final Set<Integer> READ = Set.of(258, 270, 273, 279, 305, 306, 315, 316, 320, 347, 50838, 50839);

	private static final int META_COUNTS = 50838;
	private static final int[] WIDTHS = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8 };

	private final RandomAccessFile file;
	private final ByteOrder order;

	private TiffClaims(final RandomAccessFile file) throws IOException {
		this.file = file;
		order = file.readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
	}

	/**
	 * Makes sure that the file is as long as its directories claim.
	 *
	 * @throws IOException if not, or the directories lead in a circle
	 */
	static void check(final Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			new TiffClaims(file).check();
		}
	}

	private void check() throws IOException {
		final Set<Long> seen = new HashSet<>();
		for (long directory = number(4); directory != 0; directory = next(directory)) {
			// NB: as ImageJ has it, what follows the first image may be nonsense.
			if (directory >= file.length() && !seen.isEmpty()) return;
			if (!seen.add(directory)) throw new IOException("its directories lead in a circle");
			final ByteBuffer entries = bytes(directory + 2, 12 * count(directory));
			while (entries.remaining() >= 12)
				entry(entries);
		}
	}

	private void entry(final ByteBuffer entries) throws IOException {
		final int tag = Short.toUnsignedInt(entries.getShort());
		final int type = Short.toUnsignedInt(entries.getShort());
		final long count = Integer.toUnsignedLong(entries.getInt());
		final long offset = Integer.toUnsignedLong(entries.getInt());
		if (!READ.contains(tag)) return;
		// NB: ImageJ reads lists by 4 bytes unless they are said to have 2, and texts by 1.
		final long bytes = count * (type < WIDTHS.length ? Math.max(1, WIDTHS[type]) : 4);
		if (count > 1 && bytes > 4 && offset + bytes > file.length()) throw new IOException("it should have at least " + (offset +
			bytes) + " bytes");
		if (tag == META_COUNTS && count > 1) checkCounts(offset, count);
	}

	private void checkCounts(final long offset, final long count) throws IOException {
		final ByteBuffer counts = bytes(offset, Math.toIntExact(Math.min(count * 4, file.length() - offset)));
		long all = 0;
		while (counts.remaining() >= 4)
			all += Integer.toUnsignedLong(counts.getInt());
		if (all > file.length()) throw new IOException("it should have at least " + all + " bytes");
	}

	private int count(final long directory) throws IOException {
		return Short.toUnsignedInt(bytes(directory, 2).getShort());
	}

	private long next(final long directory) throws IOException {
		final long place = directory + 2 + 12L * count(directory);
		return place + 4 > file.length() ? 0 : number(place);
	}

	private long number(final long place) throws IOException {
		return Integer.toUnsignedLong(bytes(place, 4).getInt());
	}

	private ByteBuffer bytes(final long place, final int count) throws IOException {
		if (place + count > file.length()) throw new IOException("it should have at least " + (place + count) + " bytes");
		final byte[] bytes = new byte[count];
		file.seek(place);
		file.readFully(bytes);
		return ByteBuffer.wrap(bytes).order(order);
	}
}
