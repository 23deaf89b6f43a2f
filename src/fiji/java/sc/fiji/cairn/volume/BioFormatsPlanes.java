// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteOrder;

import loci.formats.FormatException;
import loci.formats.FormatTools;
import loci.formats.IFormatReader;

import sc.fiji.cairn.volume.format.RawVoxels;

/**
 * The planes of an image that Bio-Formats reads.
 * <p>
 * Closes the reader when the planes are no longer in use, because volumes are not closed, and opening a file for each
 * plane would read its metadata again, for seconds. Not safe for several threads by itself; a {@link PlaneCache} asks for
 * one plane at a time.
 * </p>
 */
final class BioFormatsPlanes implements PlaneCache.Reader, AutoCloseable {

	private static final Cleaner CLEANER = Cleaner.create();

	private final IFormatReader reader;
	private final Cleaner.Cleanable open;

	/**
	 * @param reader belongs to this object from now on; its series must be chosen before the first plane is read
	 */
	BioFormatsPlanes(final IFormatReader reader) {
		this.reader = reader;
		open = CLEANER.register(this, closing(reader));
	}

	@Override
	public Object read(final int index) throws IOException {
		try {
			final byte[] bytes = reader.openBytes(index);
			final VoxelType type = type(reader.getPixelType());
			return RawVoxels.read(new ByteArrayInputStream(bytes), type, reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN
				: ByteOrder.BIG_ENDIAN, reader.getSizeX() * reader.getSizeY());
		}
		catch (final FormatException | RuntimeException e) {
			throw new IOException(e.getMessage(), e);
		}
	}

	/**
	 * Closes the file at once.
	 *
	 * @throws UncheckedIOException if that fails
	 */
	@Override
	public void close() {
		open.clean();
	}

	/** Gets the type for a number of Bio-Formats, null if there is none. */
	static VoxelType type(final int pixelType) {
		return switch (pixelType) {
			case FormatTools.INT8 -> VoxelType.INT8;
			case FormatTools.UINT8 -> VoxelType.UINT8;
			case FormatTools.INT16 -> VoxelType.INT16;
			case FormatTools.UINT16 -> VoxelType.UINT16;
			case FormatTools.INT32 -> VoxelType.INT32;
			case FormatTools.UINT32 -> VoxelType.UINT32;
			case FormatTools.FLOAT -> VoxelType.FLOAT32;
			case FormatTools.DOUBLE -> VoxelType.FLOAT64;
			default -> null;
		};
	}

	/** NB: static, because an action that knew the planes would keep them in use. */
	private static Runnable closing(final IFormatReader reader) {
		return () -> {
			try {
				reader.close();
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		};
	}
}
