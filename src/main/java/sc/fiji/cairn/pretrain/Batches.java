// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/** Makes the batches of a stage, which all have the same number of images. Safe for use by several threads. */
final class Batches {

	private final PretrainContext context;
	private final int count;
	private final BufferPool pool;

	/** Makes the images of one place in a batch. */
	@FunctionalInterface
	interface Painter {

		/**
		 * Makes an image.
		 *
		 * @param number its place in the batch
		 * @param out receives the intensities (channels, Z, Y, X), X fastest; used again for the next
		 */
		void paint(int number, float[] out);
	}

	Batches(final PretrainContext context, final int count) {
		this.context = context;
		this.count = count;
		pool = new BufferPool(DataType.FLOAT32, (long) count * values());
	}

	/** Returns the number of values of an image. */
	int values() {
		return context.network().architecture().channels() * context.preprocessing().voxels();
	}

	/**
	 * Makes a batch.
	 *
	 * @param extra what else belongs to it
	 */
	<E> ImageBatch<E> compose(final Painter painter, final E extra) {
		final ByteBuffer buffer = pool.take();
		final FloatBuffer images = buffer.asFloatBuffer();
		final float[] image = new float[values()];
		for (int i = 0; i < count; i++) {
			painter.paint(i, image);
			images.put(image);
		}
		return new ImageBatch<>(pool, buffer, count, context.preprocessing().shape(), extra);
	}
}
