package sc.fiji.cairn.volume;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.ByteType;

/** Finds 8-bit TIFF images with signed numbers, which ImageJ's decoder takes for unsigned. */
final class TiffSamples {

	private static final int BITS_PER_SAMPLE = 258;
	private static final int SAMPLE_FORMAT = 339;
	private static final int SIGNED = 2;

	private TiffSamples() {}

	/** Tells whether the first image of a file has signed 8-bit numbers (TIFF 6.0, sections 8 and 19). */
	static boolean areSignedBytes(final Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			final ByteOrder order = file.readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
			file.seek(4);
			file.seek(Integer.toUnsignedLong(order == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(file.readInt()) : file
				.readInt()));
			boolean bytes = false;
			boolean signed = false;
			for (int entries = number(file, order); entries > 0; entries--) {
				final int tag = number(file, order);
				file.skipBytes(2 + 4);
				final int value = number(file, order);
				file.skipBytes(2);
				bytes |= tag == BITS_PER_SAMPLE && value == Byte.SIZE;
				signed |= tag == SAMPLE_FORMAT && value == SIGNED;
			}
			return bytes && signed;
		}
	}

	/** Gives the same bytes as signed numbers. */
	static Volume signed(final Volume volume) {
		return new Volume(volume.name(), volume.axes(), signed(volume.data()), volume.geometry(), volume.header());
	}

	@SuppressWarnings("unchecked")
	private static <T extends IntegerType<T>> RandomAccessibleInterval<ByteType> signed(
		final RandomAccessibleInterval<?> bytes)
	{
		return Converters.convert((RandomAccessibleInterval<T>) bytes, (in, out) -> out.set((byte) in.getInteger()),
			new ByteType());
	}

	private static int number(final RandomAccessFile file, final ByteOrder order) throws IOException {
		final short number = file.readShort();
		return Short.toUnsignedInt(order == ByteOrder.LITTLE_ENDIAN ? Short.reverseBytes(number) : number);
	}
}
