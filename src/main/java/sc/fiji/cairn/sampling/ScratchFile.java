// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.nio.ByteBufferAccess;
import net.imglib2.img.basictypeaccess.nio.FloatBufferAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.cairn.CairnException;

/**
 * An image in a file, parts of which are mapped into memory when they are needed first: what was used lately stays in the
 * memory that the system has left, outside the Java heap.
 */
final class ScratchFile implements AutoCloseable {

	/** A slice of more bytes than this cannot be mapped. */
	static final long MOST_BYTES = Integer.MAX_VALUE;

	/** A mapped part has as many whole slices as fit. */
	private static final long PART = 1L << 26;

	private static final int BUFFER = 1 << 20;

	private final Path path;
	private final FileChannel channel;
	private final int depth;
	private final long slice;
	private final int together;
	private final AtomicReferenceArray<ByteBuffer> parts;
	private long reserved;

	/**
	 * Makes the file.
	 *
	 * @param depth number of slices
	 * @param slice bytes of each, {@link #MOST_BYTES} at most
	 */
	ScratchFile(final Path path, final int depth, final long slice) {
		this.path = path;
		this.depth = depth;
		this.slice = slice;
		together = (int) Math.max(1, Math.min(depth, PART / slice));
		parts = new AtomicReferenceArray<>((depth + together - 1) / together);
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

	/** Returns the number of bytes that the disk does not yet know of. */
	synchronized long missing() {
		return depth * slice - reserved;
	}

	/**
	 * Gets the image, of zeros at first, which several threads may read and write.
	 *
	 * @param type of floats or unsigned bytes
	 * @param dimensions (X, Y, Z)
	 */
	<T extends NativeType<T>> RandomAccessibleInterval<T> image(final T type, final long[] dimensions) {
		final CellGrid grid = new CellGrid(dimensions, new int[] { (int) dimensions[0], (int) dimensions[1], together });
		return new LazyCellImg<T, DataAccess>(grid, type, number -> {
			final long[] min = new long[dimensions.length];
			final int[] lengths = new int[dimensions.length];
			grid.getCellDimensions(number, min, lengths);
			// NB: buffers have a position, so each thread needs its own.
			final ByteBuffer part = part((int) number).duplicate().order(ByteOrder.nativeOrder());
			return new Cell<>(lengths, min, type instanceof FloatType ? new FloatBufferAccess(part) : new ByteBufferAccess(part,
				true));
		});
	}

	private ByteBuffer part(final int number) {
		final ByteBuffer known = parts.get(number);
		return known == null ? map(number) : known;
	}

	private synchronized ByteBuffer map(final int number) {
		if (parts.get(number) != null) return parts.get(number);
		if (!channel.isOpen()) throw new IllegalStateException("The image is gone.");
		final long start = number * together * slice;
		final long bytes = Math.min(together, depth - number * together) * slice;
		try {
			// NB: room that is only mapped ends the process if the disk is full; writing fails as it should.
			for (long at = start; at < start + bytes;)
				at += channel.write(ByteBuffer.allocate((int) Math.min(BUFFER, start + bytes - at)), at);
			reserved += bytes;
			parts.set(number, channel.map(MapMode.READ_WRITE, start, bytes));
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		return parts.get(number);
	}

	/** Lets go of the file, so that it can be deleted. */
	@Override
	public synchronized void close() {
		for (int i = 0; i < parts.length(); i++)
			parts.set(i, null);
		try {
			channel.close();
		}
		catch (final IOException e) {
			throw unusable(e);
		}
	}

	private CairnException unusable(final IOException cause) {
		return new CairnException("The scratch file " + path + " cannot be used (" + cause.getMessage() +
			"); check the free space and permissions of its folder, or write the model to another.", cause);
	}
}
