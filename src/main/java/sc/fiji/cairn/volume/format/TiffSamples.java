// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.ByteType;

import sc.fiji.cairn.volume.Volume;

/** Finds 8-bit TIFF images with signed numbers, which ImageJ's decoder takes for unsigned. */
final class TiffSamples {

	private static final int SIGNED = 2;

	private TiffSamples() {}

	/** Tells whether the first image of a file has signed 8-bit numbers (TIFF 6.0, sections 8 and 19). */
	static boolean areSignedBytes(final TiffTags tags) {
		return tags.number(TiffTags.BITS_PER_SAMPLE) == Byte.SIZE && tags.number(TiffTags.SAMPLE_FORMAT) == SIGNED;
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
}
