// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.loss;

import ai.djl.ndarray.NDArray;

import java.util.Arrays;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The losses of all methods, each one call into the engine; every result is a single number with gradients.
 * <p>
 * Contrastive losses take embeddings z of shape (N, D), one row an item, and compare them by cosine similarity
 * divided by the temperature: s(a, x). All of them are finite, and 0 where nothing has a positive.
 * </p>
 */
public final class Losses {

	private final ScriptModule text;
	private final SegmentationLoss kind;

	/** Loads the losses; they live as long as the scope. */
	public Losses(final Scope scope) {
		this(scope, SegmentationLoss.CROSS_ENTROPY_AND_DICE);
	}

	/** Loads the losses, with one kind of loss on labelled pixels; they live as long as the scope. */
	public Losses(final Scope scope, final SegmentationLoss kind) {
		this.kind = kind;
		text = ScriptModule.load(scope, Losses.class, "losses.torchscript");
	}

	/**
	 * The mean, over all ordered pairs of an anchor a and a positive p, of -log(e^s(a,p) / (e^s(a,p) + sum over the
	 * negatives n of a of e^s(a,n))): the global and local loss of Chaitanya et al. 2020, equation 1, with their
	 * denominator, in which no other positive stands. There may be several kinds of positives, each with negatives of its
	 * own; the mean is then over the pairs of all kinds.
	 *
	 * @param positive (N, N), or (kinds, N, N): 1 where the column is a positive of the row, else 0; 0 on the diagonal
	 * @param negative (N, N), or (kinds, N, N): 1 where the column is a negative of the row, else 0; 0 on the diagonal
	 */
	public NDArray pairwise(final Scope step, final NDArray z, final NDArray positive, final NDArray negative,
		final double temperature)
	{
		return text.method("pairwise", step).with(z).with(positive).with(negative).with(temperature).training().get(0);
	}

	/**
	 * The mean, over anchors a that have positives, of the mean over their positives p of -log(e^s(a,p) / sum over all
	 * x other than a of e^s(a,x)): supervised contrast with the sum outside the logarithm (Khosla et al. 2020,
	 * equation 2). With the other view as the only positive it is SimCLR's NT-Xent (Chen et al. 2020).
	 *
	 * @param positive (N, N), 1 where the column is a positive of the row, else 0; 0 on the diagonal
	 * @param anchor (N), 1 for the rows that count as anchors, else 0
	 */
	public NDArray supervised(final Scope step, final NDArray z, final NDArray positive, final NDArray anchor,
		final double temperature)
	{
		return text.method("supcon", step).with(z).with(positive).with(anchor).with(temperature).training().get(0);
	}

	/** The same with every row an anchor. */
	public NDArray supervised(final Scope step, final NDArray z, final NDArray positive, final double temperature) {
		final float[] anchor = new float[(int) z.getShape().get(0)];
		Arrays.fill(anchor, 1);
		return supervised(step, z, positive, step.array(anchor, anchor.length), temperature);
	}

	/**
	 * Supervised contrast between pixels (Hu et al. 2021; the form of {@link #supervised}, as in their code). Foreground
	 * pixels are anchors, pixels of the same class in any image are their positives, all other pixels, background too, are
	 * negatives. Compared are the pixels of a block of all images; the loss is the mean over the blocks that hold
	 * foreground, and 0 if none does.
	 * <p>
	 * A block takes a matrix of its foreground pixels by all its pixels; of more than {@code most} pixels as many, spread
	 * evenly, stand for all.
	 * </p>
	 *
	 * @param z embeddings of pixels (N, D, Y, X), or of voxels (N, D, Z, Y, X)
	 * @param labels class of every pixel (N, Y, X), or voxel (N, Z, Y, X), 8-bit
	 * @param stride only every so many pixels along each axis are used
	 * @param block side of the blocks, in pixels; at least the side of the image for one block
	 * @param most largest number of pixels of a block to use
	 * @param ignore label of pixels that are not used
	 */
	public NDArray pixels(final Scope step, final NDArray z, final NDArray labels, final int stride, final int block,
		final int most, final int ignore, final double temperature)
	{
		return text.method("pixels", step).with(z).with(labels).with((long) stride).with((long) block).with((long) most).with(
			(long) ignore).with(temperature).training().get(0);
	}

	/**
	 * The loss of class scores of labelled pixels, of the kind that was chosen.
	 *
	 * @param logits class scores (N, classes, Y, X)
	 * @param labels class of every pixel (N, Y, X), 8-bit
	 * @param ignore label of pixels that do not count
	 */
	public NDArray segmentation(final Scope step, final NDArray logits, final NDArray labels, final int ignore) {
		return segmentation(step, logits, labels, ignore, (int) logits.getShape().get(0), 0);
	}

	/**
	 * The same where the labels of some images are less sure: the loss of the first images plus the weighted loss of the
	 * others, each as above.
	 *
	 * @param given number of images at the beginning of the batch whose labels are sure
	 * @param weight weight of the loss of the others
	 */
	public NDArray segmentation(final Scope step, final NDArray logits, final NDArray labels, final int ignore,
		final int given, final double weight)
	{
		return text.method("segmentation", step).with(logits).with(labels).with((long) ignore).with((long) given).with(weight)
			.with((long) kind.code()).training().get(0);
	}

	/**
	 * The same for images that are mixtures (mixup, Zhang et al. 2018): the truth of a pixel is mixed as its intensity is,
	 * and a pixel that is to be ignored in either image is ignored.
	 *
	 * @param labels class of every pixel before mixing (N, Y, X), 8-bit
	 * @param partners place in the batch of the image that each is mixed with
	 * @param shares share of each image in its mixture, its partner having the rest
	 */
	public NDArray mixed(final Scope step, final NDArray logits, final NDArray labels, final int[] partners,
		final double[] shares, final int ignore, final int given, final double weight)
	{
		return text.method("mixed", step).with(logits).with(labels).with(Arrays.stream(partners).asDoubleStream().toArray())
			.with(shares).with((long) ignore).with((long) given).with(weight).with((long) kind.code()).training().get(0);
	}

	/**
	 * The loss of images put together of regions of two (copy-paste, Bai et al. 2023, equations 5 to 7): that of one region
	 * plus the weighted loss of the other, each as above and over its own pixels.
	 *
	 * @param labels class of every pixel of the one region (N, Y, X), 8-bit; {@code ignore} in the other
	 * @param pasted the same for the other region
	 * @param weight weight of the loss of the other region
	 */
	public NDArray regions(final Scope step, final NDArray logits, final NDArray labels, final NDArray pasted,
		final int ignore, final double weight)
	{
		return text.method("regions", step).with(logits).with(labels).with(pasted).with((long) ignore).with(weight)
			.with((long) kind.code()).training().get(0);
	}

	/**
	 * The loss of labelled images plus the weighted loss of others, of the kind that was chosen, whose labels are what a
	 * teacher is sure of in their weak views (FixMatch, Sohn et al. 2020).
	 *
	 * @param logits class scores of the labelled images, then of M strong views, then of M weak ones
	 * @param labels class of every pixel of the labelled images, 8-bit
	 * @param teacher the teacher's scores of the weak views (M, classes, Y, X), which have no gradients
	 * @param inside 1 for the pixels of these that count (M, Y, X), else 0, 8-bit
	 * @param pasted 1 for the pixels of the strong views that are those of the next one, that of the first for the last
	 * @param confidence probability from which the teacher is sure
	 * @param ignore label of pixels that do not count
	 */
	public NDArray weakToStrong(final Scope step, final NDArray logits, final NDArray labels, final NDArray teacher,
		final NDArray inside, final NDArray pasted, final double confidence, final double weight, final int ignore)
	{
		return text.method("weak_to_strong", step).with(logits).with(labels).with(teacher).with(inside).with(pasted).with(confidence)
			.with(weight).with((long) ignore).with((long) kind.code()).training().get(0);
	}

	/**
	 * A loss plus the weighted consistency with a teacher (Tarvainen &amp; Valpola 2017): the mean, over classes and the
	 * pixels that count, of the squared difference of the probabilities.
	 *
	 * @param loss what to add to
	 * @param logits class scores (N, classes, Y, X)
	 * @param teacher the teacher's scores of the last M of the images (M, classes, Y, X), which have no gradients
	 * @param inside 1 for the pixels that count (M, Y, X), else 0, 8-bit
	 */
	public NDArray consistency(final Scope step, final NDArray loss, final NDArray logits, final NDArray teacher,
		final NDArray inside, final double weight)
	{
		return text.method("consistency", step).with(loss).with(logits).with(teacher).with(inside).with(weight).training().get(0);
	}
}
