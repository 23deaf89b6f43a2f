// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Composes batches of slices with given labels and, in the second half, of others. Safe for use by several threads.
 */
final class LabelledBatches {

	private final TrainingViews views;
	private final ViewSource given;
	private final ViewSource others;
	private final int count;
	private final double mixup;
	private final BufferPool imagePool;
	private final BufferPool labelPool;

	/**
	 * Prepares to compose.
	 *
	 * @param given slices with given labels
	 * @param others slices with predicted labels or none, which fill half of each batch; null for none
	 * @param count number of slices in a batch
	 * @param mixup parameter of the distribution of shares in mixtures of slices with given labels; 0 for none
	 */
	LabelledBatches(final TrainingViews views, final ViewSource given, final ViewSource others, final int count,
		final double mixup)
	{
		this.views = views;
		this.given = given;
		this.others = others;
		this.count = count;
		this.mixup = mixup;
		imagePool = new BufferPool(DataType.FLOAT32, (long) count * views.values());
		labelPool = new BufferPool(DataType.UINT8, (long) count * views.area());
	}

	/** Composes the batch of a step. */
	LabelledBatch compose(final long step) {
		final ByteBuffer labels = labelPool.take();
		final float[][] pixels = new float[count][views.values()];
		for (int i = 0; i < count; i++)
			views.show(step, i, i < given() ? given : others, pixels[i], labels);
		final Mixing mixing = mixup == 0 ? null : Mixing.draw(Seeds.random(views.seed(), step, -1), mixup, given(), count);
		final ByteBuffer buffer = imagePool.take();
		final FloatBuffer images = buffer.asFloatBuffer();
		for (int i = 0; i < count; i++)
			images.put(mixing == null ? pixels[i] : mixing.mix(i, pixels));
		return new LabelledBatch(new ImageBatch<>(imagePool, buffer, count, views.shape(), labels), given(), mixing, labelPool);
	}

	/** Composes the second half of the batch of a step anew, without any change of intensity. */
	SeenBatch unchanged(final long step) {
		return views.unchanged(step, IntStream.range(given(), count), others, imagePool, labelPool);
	}

	/** Number of images of a batch whose labels were given; they come first. */
	private int given() {
		return others == null ? count : count - count / 2;
	}
}
