// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.Scope;

/**
 * Images, of slices or of parts of volumes, in memory that the engine uses without copying, and what a method needs
 * beside them.
 *
 * @param <E> what else belongs to the batch
 */
public final class ImageBatch<E> implements AutoCloseable {

	private final BufferPool pool;
	private final ByteBuffer images;
	private final int count;
	private final long[] shape;
	private final E extra;

	/**
	 * Wraps a filled buffer.
	 *
	 * @param pool takes the buffer back when the batch is closed
	 * @param images 32-bit intensities (N, C, Y, X), or (N, C, Z, Y, X)
	 * @param count number of images N
	 * @param shape lengths of an image, (Y, X) or (Z, Y, X)
	 * @param extra what else belongs to the batch
	 */
	public ImageBatch(final BufferPool pool, final ByteBuffer images, final int count, final long[] shape,
		final E extra)
	{
		this.pool = pool;
		this.images = images;
		this.count = count;
		this.shape = shape.clone();
		this.extra = extra;
	}

	/** Gets the images as an array (N, C, Y, X), or (N, C, Z, Y, X). */
	public NDArray images(final Scope scope) {
		final long pixels = LongStream.of(shape).reduce(count, (a, b) -> a * b);
		final long channels = images.limit() / (DataType.FLOAT32.getNumOfBytes() * pixels);
		return scope.array(images, DataType.FLOAT32, LongStream.concat(LongStream.of(count, channels), LongStream.of(shape))
			.toArray());
	}

	/** Copies the first channel of an image (Y, X), of one in 3D its middle slice. */
	public float[] pixels(final int number) {
		final int area = Math.toIntExact(shape[shape.length - 1] * shape[shape.length - 2]);
		final int depth = shape.length == 3 ? Math.toIntExact(shape[0]) : 1;
		final int each = images.limit() / Float.BYTES / count;
		final float[] pixels = new float[area];
		images.duplicate().order(images.order()).clear().asFloatBuffer().get(number * each + depth / 2 * area, pixels);
		return pixels;
	}

	/**
	 * Gets bytes, one for each pixel of the images, as an array.
	 *
	 * @return (N, Y, X), or (N, Z, Y, X)
	 */
	public NDArray bytes(final Scope scope, final ByteBuffer bytes) {
		return bytes(scope, bytes, count);
	}

	/** As above, of the first images alone. */
	public NDArray bytes(final Scope scope, final ByteBuffer bytes, final int first) {
		return scope.array(bytes, DataType.UINT8, LongStream.concat(LongStream.of(first), LongStream.of(shape)).toArray());
	}

	/** Returns the number of images. */
	public int count() {
		return count;
	}

	/** Returns the number of pixels along X. */
	public int width() {
		return Math.toIntExact(shape[shape.length - 1]);
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
