// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.ByteBuffer;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Images put together of regions of two slices, with the classes of their pixels (N, Y, X), which each are unknown in the
 * other region.
 *
 * @param slices intensities, and classes of the regions whose labels were given
 * @param pasted classes of the pasted regions
 * @param seen the slices that were pasted, whole and unchanged, for a teacher to tell the classes; null if they are known
 * @param box where the regions are
 * @param weight weight of the loss of the pasted regions
 * @param labelPool takes the buffers of classes back
 */
record PastedBatch(ImageBatch<ByteBuffer> slices, ByteBuffer pasted, SeenBatch seen, PasteBox box, double weight,
	BufferPool labelPool) implements AutoCloseable
{

	@Override
	public void close() {
		labelPool.give(slices.extra());
		labelPool.give(pasted);
		slices.close();
		if (seen != null) seen.close();
	}
}
