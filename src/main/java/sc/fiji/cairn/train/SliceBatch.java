package sc.fiji.cairn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.Scope;

/**
 * Square slices in memory that the engine uses without copying, and what a method needs beside them.
 *
 * @param <E> what else belongs to the batch
 */
public final class SliceBatch<E> implements AutoCloseable {

	private final BufferPool pool;
	private final ByteBuffer images;
	private final int count;
	private final int size;
	private final E extra;

	/**
	 * Wraps a filled buffer.
	 *
	 * @param pool takes the buffer back when the batch is closed
	 * @param images 32-bit intensities (N, C, Y, X)
	 * @param count number of slices N
	 * @param size side of the slices, in pixels
	 * @param extra what else belongs to the batch
	 */
	public SliceBatch(final BufferPool pool, final ByteBuffer images, final int count, final int size, final E extra) {
		this.pool = pool;
		this.images = images;
		this.count = count;
		this.size = size;
		this.extra = extra;
	}

	/** Gets the slices as an array (N, C, Y, X). */
	public NDArray images(final Scope scope) {
		final long channels = images.limit() / (DataType.FLOAT32.getNumOfBytes() * (long) count * size * size);
		return scope.array(images, DataType.FLOAT32, count, channels, size, size);
	}

	/** Returns the number of slices. */
	public int count() {
		return count;
	}

	/** Returns the side of the slices, in pixels. */
	public int size() {
		return size;
	}

	/** Gets what else belongs to the batch. */
	public E extra() {
		return extra;
	}

	@Override
	public void close() {
		pool.give(images);
	}
}
