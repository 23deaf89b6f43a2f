// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Scope;

/**
 * Computes the class scores of every pixel of a stack, slice by slice, on the pixel grid of the stack: what
 * {@link BlockPredictor} computes block by block, for stacks small enough.
 */
public final class SlicePredictor {

	/** Scores of slices that are held at once. */
	private static final long MOST_SCORES = 1 << 27;

	private final BlockPredictor blocks;

	/** Receives the scores of slices, in order. */
	@FunctionalInterface
	public interface Receiver {

		/**
		 * Receives one slice.
		 *
		 * @param scores class scores (classes, Y, X), X fastest
		 */
		void accept(int slice, float[] scores);
	}

	/**
	 * Prepares to predict.
	 *
	 * @param classes number of classes, background included
	 */
	public SlicePredictor(final UNet network, final SegmentationHead head, final Preprocessing preprocessing,
		final int classes)
	{
		this(new BlockPredictor(network, head, preprocessing, classes));
	}

	SlicePredictor(final BlockPredictor blocks) {
		this.blocks = blocks;
	}

	/**
	 * Predicts all slices.
	 *
	 * @param scope scope on the device of the network
	 * @param progress asked between passes whether to stop; hears of slices done if {@code announced}
	 * @param announced whether the progress has a stage with one unit per slice
	 * @throws CairnException if a slice is too large, or the memory does not suffice
	 */
	public void predict(final PreparedVolume stack, final Scope scope, final Progress progress, final boolean announced,
		final Receiver receiver)
	{
		final int area = stack.width() * stack.height();
		final long scores = (long) stack.width() * stack.height() * blocks.classes();
		if (scores > Integer.MAX_VALUE - 8) throw new CairnException("The slices of " + stack.name() + " have " + stack.width() +
			" x " + stack.height() + " pixels, too many for " + blocks.classes() + " classes; crop the image.");
		final VolumePrediction plan = blocks.plan(stack, scope, progress);
		final int together = (int) Math.max(1, Math.min(plan.slab(), MOST_SCORES / scores));
		for (int first = 0; first < stack.depth(); first += together) {
			final int count = Math.min(together, stack.depth() - first);
			final int start = first;
			final float[][] slices = new float[count][(int) scores];
			plan.predict(first, count, (box, values) -> {
				for (int z = 0; z < box.dimension(2); z++)
					copy(values, box, z, slices[(int) box.min(2) + z - start], stack.width(), area);
			});
			for (int i = 0; i < count; i++)
				receiver.accept(first + i, slices[i]);
			if (announced) progress.advance(first + count, "");
		}
	}

	/**
	 * Predicts one slice.
	 *
	 * @param progress asked between passes whether to stop
	 * @return class scores (classes, Y, X), X fastest
	 */
	public float[] predict(final PreparedVolume stack, final int slice, final Scope scope, final Progress progress) {
		final int area = stack.width() * stack.height();
		final float[] scores = new float[Math.multiplyExact(area, blocks.classes())];
		blocks.plan(stack, scope, progress).predict(slice, 1, (box, values) -> copy(values, box, 0, scores, stack.width(),
			area));
		return scores;
	}

	/** Puts a slice of a block into its place. */
	private void copy(final float[] scores, final Interval box, final int z, final float[] slice, final int width,
		final int area)
	{
		final int across = (int) box.dimension(0);
		final int down = (int) box.dimension(1);
		for (int c = 0; c < blocks.classes(); c++)
			for (int y = 0; y < down; y++)
				System.arraycopy(scores, ((c * (int) box.dimension(2) + z) * down + y) * across, slice, c * area + ((int) box.min(1) +
					y) * width + (int) box.min(0), across);
	}

	/**
	 * Returns the class of the highest score of a pixel; of equal ones the first.
	 *
	 * @param scores (classes, Y, X)
	 * @param area number of pixels of the slice
	 */
	public static int best(final float[] scores, final int pixel, final int area, final int classes) {
		int best = 0;
		for (int c = 1; c < classes; c++)
			if (scores[c * area + pixel] > scores[best * area + pixel]) best = c;
		return best;
	}
}
