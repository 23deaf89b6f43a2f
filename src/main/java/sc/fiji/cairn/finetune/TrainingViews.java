// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Shows volumes as training sees them: drawn at random, through a random window and with random intensities, all of which
 * follows from the seed, the step and the item's place in the batch. Safe for use by several threads.
 *
 * @param intensities random changes of intensity
 * @param preprocessing how slices become input
 * @param channels channels of the images
 * @param seed seed of the run
 */
record TrainingViews(IntensityAugmentation intensities, Preprocessing preprocessing, int channels, long seed) {

	/** Gets the views that the options ask for. */
	static TrainingViews of(final FineTuneOptions options, final Preprocessing preprocessing, final int channels) {
		return new TrainingViews(options.intensities(), preprocessing, channels, options.run().seed());
	}

	/** Gets the lengths of a view: (Y, X), or (Z, Y, X) in 3D. */
	long[] shape() {
		return preprocessing.shape();
	}

	/** Returns the number of intensities of a view: one for each pixel and channel. */
	int values() {
		return channels * area();
	}

	/** Returns the number of pixels of a view. */
	int area() {
		return preprocessing.voxels();
	}

	/**
	 * Shows an item of a batch.
	 *
	 * @param source where the view is drawn from
	 * @param pixels receives its intensities, changed at random
	 * @param labels receives the classes of its pixels, from its position on
	 */
	void show(final long step, final int item, final ViewSource source, final float[] pixels, final ByteBuffer labels) {
		final SplittableRandom random = Seeds.random(seed, step, item);
		final View view = source.draw(random);
		view.sample(pixels);
		intensities.apply(random, pixels, channels);
		view.sampleLabels(labels);
	}

	/**
	 * Shows the same slices through the same windows as {@link #show}, with their intensities as they are.
	 *
	 * @param items places in the batch
	 * @param imagePool lends memory for the intensities of at least as many slices
	 * @param bytePool lends memory of a byte for each pixel
	 */
	SeenBatch unchanged(final long step, final IntStream items, final ViewSource source, final BufferPool imagePool,
		final BufferPool bytePool)
	{
		final ByteBuffer buffer = imagePool.take();
		final FloatBuffer images = buffer.asFloatBuffer();
		final ByteBuffer inside = bytePool.take();
		final float[] pixels = new float[values()];
		items.forEach(item -> {
			final SplittableRandom random = Seeds.random(seed, step, item);
			final View view = source.draw(random);
			view.sample(pixels);
			images.put(pixels);
			view.sampleInside(inside);
		});
		buffer.limit(images.position() * Float.BYTES);
		return new SeenBatch(new ImageBatch<>(imagePool, buffer, images.position() / values(), shape(), inside.flip()),
			bytePool);
	}
}
