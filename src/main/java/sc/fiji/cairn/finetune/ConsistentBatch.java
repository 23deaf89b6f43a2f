// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.ByteBuffer;

import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Images to learn consistency from: labelled ones, then strong views of others, then weak views of the same.
 *
 * @param images all of them, with the classes of the pixels of the labelled ones
 * @param given number of labelled images
 * @param pasted for each pixel of the strong views 1 where it is that of the next image, else 0
 * @param seen the weak views alone, for the teacher
 * @param bytePool takes buffers of bytes back
 */
record ConsistentBatch(ImageBatch<ByteBuffer> images, int given, ByteBuffer pasted, SeenBatch seen, BufferPool bytePool)
	implements AutoCloseable
{

	@Override
	public void close() {
		bytePool.give(images.extra());
		bytePool.give(pasted);
		images.close();
		seen.close();
	}
}
