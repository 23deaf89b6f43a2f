// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

import sc.fiji.cairn.volume.VoxelType;

/**
 * Reads planes that lie one after the other in a packed file, any of them.
 * <p>
 * They have to be read in their order: going back means unpacking the file from the start again. When the last plane is read
 * the file is compared with its checksum and closed; until then, or until this object is no longer in use, it stays open. Safe
 * for use by several threads.
 * </p>
 */
final class PlaneStream {

	/** Opens a file. */
	@FunctionalInterface
	interface Opener {

		/** Opens the file, unpacked, at the first plane. */
		InputStream open() throws IOException;
	}

	private final Opener opener;
	private final VoxelType type;
	private final ByteOrder order;
	private final int pixels;
	private final int planes;
	private InputStream stream;
	private int next;

	/**
	 * @param pixels voxels of a plane
	 * @param planes number of planes
	 */
	PlaneStream(final Opener opener, final VoxelType type, final ByteOrder order, final int pixels, final int planes) {
		this.opener = opener;
		this.type = type;
		this.order = order;
		this.pixels = pixels;
		this.planes = planes;
	}

	/** Reads a plane as {@link VoxelType#array} makes it. */
	synchronized Object read(final int index) throws IOException {
		try {
			if (stream == null || index < next) {
				close();
				stream = opener.open();
				next = 0;
			}
			stream.skipNBytes((long) (index - next) * pixels * type.bytes());
			next = index + 1;
			final Object plane = RawVoxels.read(stream, type, order, pixels);
			if (next == planes) end();
			return plane;
		}
		catch (final IOException e) {
			close();
			throw e;
		}
	}

	private void end() throws IOException {
		// Reading on makes gzip compare its checksum if the file ends here.
		stream.read();
		close();
	}

	private void close() throws IOException {
		if (stream != null) stream.close();
		stream = null;
	}
}
