// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import sc.fiji.cairn.volume.VoxelType;

/**
 * Reads planes that lie one after the other in a file, any of them.
 * <p>
 * Of a packed file the planes have to be read in their order: going back means unpacking it from the start again. When the
 * last plane is read such a file is compared with its checksum and closed; until then, or until this object is no longer in
 * use, it stays open. Safe for use by several threads.
 * </p>
 */
final class PlaneStream {

	/** Opens a file, unpacked. */
	@FunctionalInterface
	interface Opener {

		/** Opens the file at its first byte. */
		InputStream open(Path path) throws IOException;
	}

	private final Path path;
	private final Opener opener;
	private final boolean packed;
	private final long offset;
	private final VoxelType type;
	private final ByteOrder order;
	private final int pixels;
	private final int planes;
	private InputStream stream;
	private int next;

	/**
	 * @param packed whether the file has to be read from its start
	 * @param offset byte, of the unpacked file, at which the first plane starts
	 * @param pixels voxels of a plane
	 * @param planes number of planes
	 */
	PlaneStream(final Path path, final Opener opener, final boolean packed, final long offset, final VoxelType type,
		final ByteOrder order, final int pixels, final int planes)
	{
		this.path = path;
		this.opener = opener;
		this.packed = packed;
		this.offset = offset;
		this.type = type;
		this.order = order;
		this.pixels = pixels;
		this.planes = planes;
	}

	/** Reads a plane as {@link VoxelType#array} makes it. */
	Object read(final int index) throws IOException {
		return packed ? readOn(index) : readAt(offset + (long) index * pixels * type.bytes());
	}

	private Object readAt(final long position) throws IOException {
		try (FileChannel channel = FileChannel.open(path)) {
			return RawVoxels.read(Channels.newInputStream(channel.position(position)), type, order, pixels);
		}
		catch (final EOFException e) {
			throw new IOException("it is cut off", e);
		}
	}

	private synchronized Object readOn(final int index) throws IOException {
		try {
			if (stream == null || index < next) {
				close();
				stream = opener.open(path);
				stream.skipNBytes(offset);
				next = 0;
			}
			stream.skipNBytes((long) (index - next) * pixels * type.bytes());
			next = index + 1;
			final Object plane = RawVoxels.read(stream, type, order, pixels);
			if (next == planes) end();
			return plane;
		}
		catch (final EOFException e) {
			close();
			throw new IOException("it is cut off", e);
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
