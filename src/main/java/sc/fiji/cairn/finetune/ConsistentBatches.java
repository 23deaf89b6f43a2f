// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import sc.fiji.cairn.augment.Blur;
import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.train.ImageBatch;

/**
 * Composes batches of labelled images and of two views of others: a weak one, in a random window with the intensities as they
 * are, and a strong one of the same window, whose intensities are changed, which is perhaps blurred, and into which a box of
 * the next image is perhaps pasted (CutMix, Yun et al. 2019). Safe for use by several threads.
 */
final class ConsistentBatches {

	/** Chances as in UniMatch (Yang et al. 2023, code). */
	private static final double CHANGED = 0.8;
	private static final double BLURRED = 0.5;
	private static final double PASTED = 0.5;
	private static final double LEAST_BLUR = 0.1;
	private static final double MOST_BLUR = 2;

	/** Shares of the window that a box may have. */
	private static final double LEAST_BOX = 0.02;
	private static final double LARGEST_BOX = 0.4;

	private static final IntensityAugmentation STRONG = new IntensityAugmentation(0.3, 0.5, 1.5, 0);

	private final TrainingViews views;
	private final ViewSource given;
	private final ViewSource others;
	private final int count;
	private final BufferPool imagePool;
	private final BufferPool bytePool;

	/**
	 * Prepares to compose.
	 *
	 * @param given labelled images
	 * @param others images without labels
	 * @param count number of images in a batch, half of which, rounded down, are others
	 */
	ConsistentBatches(final TrainingViews views, final ViewSource given, final ViewSource others, final int count) {
		this.views = views;
		this.given = given;
		this.others = others;
		this.count = count;
		imagePool = new BufferPool(DataType.FLOAT32, (long) (count + unlabelled()) * views.values());
		bytePool = new BufferPool(DataType.UINT8, (long) count * views.area());
	}

	/** Tells whether there are two images without labels, so that boxes of one can be pasted into the other. */
	boolean isPasting() {
		return unlabelled() > 1;
	}

	/** Returns the number of images without labels. */
	int unlabelled() {
		return count / 2;
	}

	/** Returns the number of labelled images. */
	int given() {
		return count - unlabelled();
	}

	/** Composes the batch of a step. */
	ConsistentBatch compose(final long step) {
		final ByteBuffer buffer = imagePool.take();
		final FloatBuffer images = buffer.asFloatBuffer();
		final ByteBuffer labels = bytePool.take();
		final float[] pixels = new float[views.values()];
		for (int i = 0; i < given(); i++) {
			views.show(step, i, given, pixels, labels);
			images.put(pixels);
		}
		final float[][] weak = new float[unlabelled()][views.values()];
		final float[][] strong = new float[unlabelled()][];
		for (int i = 0; i < unlabelled(); i++) {
			others.draw(Seeds.random(views.seed(), step, given() + i)).sample(weak[i]);
			strong[i] = strong(Seeds.random(views.seed(), step, -2 - i), weak[i].clone());
		}
		final ByteBuffer pasted = bytePool.take();
		for (int i = 0; i < unlabelled(); i++) {
			final boolean[] box = box(Seeds.random(views.seed(), step, -2 - unlabelled() - i));
			final float[] next = strong[(i + 1) % unlabelled()];
			for (int value = 0; value < next.length; value++)
				images.put(box[value % box.length] ? next[value] : strong[i][value]);
			for (final boolean inside : box)
				pasted.put((byte) (inside ? 1 : 0));
		}
		for (final float[] image : weak)
			images.put(image);
		final SeenBatch seen = views.unchanged(step, IntStream.range(given(), count), others, imagePool, bytePool);
		return new ConsistentBatch(new ImageBatch<>(imagePool, buffer, count + unlabelled(), views.shape(), labels.flip()), given(),
			pasted.flip(), seen, bytePool);
	}

	private float[] strong(final SplittableRandom random, final float[] image) {
		if (random.nextDouble() < CHANGED) STRONG.apply(random, image, views.channels());
		if (random.nextDouble() < BLURRED) Blur.apply(image, random.nextDouble(LEAST_BLUR, MOST_BLUR), views.preprocessing());
		return image;
	}

	/** Draws the voxels to paste; none for half of the images, and none where there is no next image. */
	private boolean[] box(final SplittableRandom random) {
		final Preprocessing window = views.preprocessing();
		final boolean[] inside = new boolean[views.area()];
		if (!isPasting() || random.nextDouble() >= PASTED) return inside;
		final double side = Math.pow(random.nextDouble(LEAST_BOX, LARGEST_BOX), window.isFlat() ? 1.0 / 2 : 1.0 / 3);
		final int[] x = part(random, side, window.size());
		final int[] y = part(random, side, window.height());
		final int[] z = window.isFlat() ? new int[] { 0, 1 } : part(random, side, window.depth());
		for (int k = z[0]; k < z[1]; k++)
			for (int j = y[0]; j < y[1]; j++)
				for (int i = x[0]; i < x[1]; i++)
					inside[(k * window.height() + j) * window.size() + i] = true;
		return inside;
	}

	private static int[] part(final SplittableRandom random, final double share, final int length) {
		final int size = Math.max(1, (int) Math.round(share * length));
		final int start = random.nextInt(length - size + 1);
		return new int[] { start, start + size };
	}
}
