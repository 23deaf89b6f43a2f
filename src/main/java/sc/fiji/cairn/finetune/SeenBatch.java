// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.ByteBuffer;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Slices as a teacher sees them.
 *
 * @param slices intensities as they are, and for each pixel (N, Y, X) 1 where it lies within the slice, 0 beyond the border
 * @param insidePool takes the buffer of the latter back
 */
record SeenBatch(ImageBatch<ByteBuffer> slices, BufferPool insidePool) implements AutoCloseable {

	@Override
	public void close() {
		insidePool.give(slices.extra());
		slices.close();
	}
}
