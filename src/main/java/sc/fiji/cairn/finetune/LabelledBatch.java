// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.ByteBuffer;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Slices with the classes of their pixels (N, Y, X), those whose labels were given first.
 *
 * @param slices intensities and classes
 * @param given number of slices whose labels were given
 * @param mixing how the intensities are mixed, while the classes are those before; null if they are not
 * @param labelPool takes the buffer of classes back
 */
record LabelledBatch(ImageBatch<ByteBuffer> slices, int given, Mixing mixing, BufferPool labelPool) implements
	AutoCloseable
{

	@Override
	public void close() {
		labelPool.give(slices.extra());
		slices.close();
	}
}
