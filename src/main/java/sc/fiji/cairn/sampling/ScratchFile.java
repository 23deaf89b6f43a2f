// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import sc.fiji.cairn.CairnException;

/**
 * Slices in a file, which is mapped into memory when the first is read: what was read lately stays in the memory that the
 * system has left, outside the Java heap.
 */
final class ScratchFile {

	/** A slice of more bytes than this cannot be mapped. */
	static final long MOST_BYTES = Integer.MAX_VALUE;

	/** A mapped piece has as many whole slices as fit. */
	private static final long PIECE = 1L << 30;

	private static final int BUFFER = 1 << 20;

	private final Path path;
	private final int count;
	private final long bytes;
	private FileChannel channel;
	private int written;
	private volatile ByteBuffer[] pieces;

	/**
	 * Makes the file.
	 *
	 * @param count number of slices
	 * @param bytes of each, {@link #MOST_BYTES} at most
	 */
	ScratchFile(final Path path, final int count, final long bytes) {
		this.path = path;
		this.count = count;
		this.bytes = bytes;
		try {
			channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
		}
		catch (final IOException e) {
			throw unusable(e);
		}
	}

	/** Gets the file. */
	Path path() {
		return path;
	}

	/** Returns the number of bytes that are still to be written, if each slice is written once. */
	synchronized long missing() {
		return Math.max(0, count - written) * bytes;
	}

	/** Writes a slice. */
	synchronized <A> void put(final int slice, final Numbers<?, A> numbers, final A values) {
		if (channel == null) throw new IllegalStateException("Slices that have been read cannot be written any more.");
		final int length = (int) (bytes / numbers.bytes());
		final ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, bytes)).order(ByteOrder.nativeOrder());
		final int most = buffer.capacity() / numbers.bytes();
		try {
			for (int from = 0; from < length; from += most) {
				final int some = Math.min(most, length - from);
				numbers.writer().write(values, from, some, buffer.clear());
				buffer.limit(some * numbers.bytes());
				long to = slice * bytes + (long) from * numbers.bytes();
				while (buffer.hasRemaining())
					to += channel.write(buffer, to);
			}
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		written++;
	}

	/** Returns the number of slices of a piece; the last may have fewer. */
	int together() {
		return (int) Math.max(1, Math.min(count, PIECE / bytes));
	}

	/** Gets the file piece by piece, mapped into memory; nothing may be written any more. */
	ByteBuffer[] pieces() {
		final ByteBuffer[] known = pieces;
		return known == null ? map() : known;
	}

	private synchronized ByteBuffer[] map() {
		if (pieces != null) return pieces;
		if (channel == null) throw new IllegalStateException("The slices are gone.");
		final int together = together();
		final ByteBuffer[] mapped = new ByteBuffer[(count + together - 1) / together];
		try {
			for (int i = 0; i < mapped.length; i++)
				mapped[i] = channel.map(MapMode.READ_ONLY, i * together * bytes, Math.min(together, count - i * together) * bytes);
			channel.close();
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		channel = null;
		return pieces = mapped;
	}

	/** Lets go of the file, so that it can be deleted. */
	synchronized void close() {
		pieces = null;
		if (channel == null) return;
		try {
			channel.close();
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		channel = null;
	}

	private CairnException unusable(final IOException cause) {
		return new CairnException("The scratch file " + path + " cannot be used (" + cause.getMessage() +
			"); check the free space and permissions of its folder, or write the model to another.", cause);
	}
}
