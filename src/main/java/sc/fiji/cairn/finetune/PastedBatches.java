// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Composes batches of images put together of regions of two slices, the one with given labels. Safe for use by several
 * threads.
 */
final class PastedBatches {

	private final TrainingViews views;
	private final ViewSource given;
	private final int count;
	private final BufferPool imagePool;
	private final BufferPool labelPool;

	/** Composes batches of {@code count} images, with regions of slices with given labels. */
	PastedBatches(final TrainingViews views, final ViewSource given, final int count) {
		this.views = views;
		this.given = given;
		this.count = count;
		imagePool = new BufferPool(DataType.FLOAT32, (long) count * views.values());
		labelPool = new BufferPool(DataType.UINT8, (long) count * views.area());
	}

	/**
	 * Composes the batch of a step.
	 *
	 * @param others where the slices to paste are drawn from
	 * @param unknown whether their labels are for a teacher to tell
	 * @param weight weight of the loss of their regions
	 */
	PastedBatch compose(final long step, final ViewSource others, final boolean unknown, final double weight) {
		final int area = views.area();
		final PasteBox box = PasteBox.draw(Seeds.random(views.seed(), step, -1), views.preprocessing());
		final ByteBuffer buffer = imagePool.take();
		final FloatBuffer images = buffer.asFloatBuffer();
		final ByteBuffer labels = labelPool.take();
		final ByteBuffer pasted = labelPool.take();
		final float[] own = new float[views.values()];
		final float[] other = new float[views.values()];
		final ByteBuffer ownLabels = ByteBuffer.allocate(area);
		final ByteBuffer otherLabels = ByteBuffer.allocate(area);
		for (int i = 0; i < count; i++) {
			views.show(step, 2 * i, given, own, ownLabels.clear());
			views.show(step, 2 * i + 1, others, other, otherLabels.clear());
			for (int value = 0; value < own.length; value++)
				images.put(box.isPasted(i, value % area) ? other[value] : own[value]);
			for (int pixel = 0; pixel < area; pixel++) {
				final boolean there = box.isPasted(i, pixel);
				labels.put(there ? (byte) PreparedVolume.IGNORE : ownLabels.get(pixel));
				pasted.put(there ? otherLabels.get(pixel) : (byte) PreparedVolume.IGNORE);
			}
		}
		return new PastedBatch(new ImageBatch<>(imagePool, buffer, count, views.shape(), labels), pasted, unknown ? views
			.unchanged(step, IntStream.range(0, count).map(i -> 2 * i + 1), others, imagePool, labelPool) : null, box, weight, labelPool);
	}
}
