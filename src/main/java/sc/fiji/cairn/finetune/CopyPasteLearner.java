// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.NDArray;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;

/**
 * Trains a network on images put together of labelled and unlabelled slices (bidirectional copy-paste, Bai et al. 2023):
 * at first of labelled ones alone, then of both, in half of the images the one inside a box, in half the other.
 * <p>
 * The labels of the unlabelled regions are what the teacher, the moving average of the weights, makes of the whole slice.
 * Of each class only the largest connected component of a slice counts; what else the teacher found is unknown rather
 * than background, because it may be a part of the structure that lies apart in this slice. Beyond the border of a slice
 * nothing is known. Where labels of the other
 * slices have been predicted before (self-training), these are used from the first step on, and there is no teacher.
 * </p>
 */
final class CopyPasteLearner implements Learner<PastedBatch> {

	/** Share of the steps with labelled slices alone: 10,000 of 40,000 in the paper. */
	private static final double FIRST_PHASE = 0.25;

	private final SegmentationNetwork trainee;
	private final PastedBatches batches;
	private final ViewSource given;
	private final ViewSource others;
	private final boolean predicted;
	private final Losses losses;
	private final double weight;
	private final int iterations;
	private SegmentationNetwork teacher;

	/**
	 * Prepares the training.
	 *
	 * @param given slices with given labels
	 * @param others slices with predicted labels or none
	 * @param predicted whether the others have predicted labels
	 * @param count number of images in a batch
	 * @param weight weight of the loss on labels that were not given
	 * @param iterations number of steps
	 */
	CopyPasteLearner(final SegmentationNetwork trainee, final TrainingViews views, final ViewSource given, final ViewSource others,
		final boolean predicted, final int count, final Losses losses, final double weight, final int iterations)
	{
		this.trainee = trainee;
		this.given = given;
		this.others = others;
		this.predicted = predicted;
		this.losses = losses;
		this.weight = weight;
		this.iterations = iterations;
		batches = new PastedBatches(views, given, count);
	}

	@Override
	public List<Weights> trained() {
		return trainee.parts();
	}

	@Override
	public void averaging(final List<Weights> average) {
		teacher = trainee.with(average);
	}

	@Override
	public PastedBatch compose(final long step) {
		if (predicted) return batches.compose(step, others, false, weight);
		if (step < FIRST_PHASE * iterations) return batches.compose(step, given, false, 1);
		return batches.compose(step, others, true, weight);
	}

	@Override
	public NDArray loss(final PastedBatch batch, final Scope scope) {
		if (batch.seen() != null) teach(batch, scope);
		final NDArray logits = trainee.logits(scope, batch.slices().images(scope), true);
		return losses.regions(scope, logits, batch.slices().bytes(scope, batch.slices().extra()), batch.slices().bytes(scope,
			batch.pasted()), PreparedVolume.IGNORE, batch.weight());
	}

	/** Fills in the classes of the pasted regions. */
	private void teach(final PastedBatch batch, final Scope scope) {
		final ImageBatch<ByteBuffer> seen = batch.seen().slices();
		final int width = batch.box().width();
		final int height = batch.box().height();
		final int area = seen.extra().limit() / seen.count();
		final NDArray logits = teacher.logits(scope, seen.images(scope), false);
		final int classes = (int) logits.getShape().get(1);
		final float[] all = logits.toFloatArray();
		final ByteBuffer labels = batch.pasted().clear();
		for (int image = 0; image < seen.count(); image++) {
			final int first = image * area;
			final float[] scores = Arrays.copyOfRange(all, image * classes * area, (image + 1) * classes * area);
			final int[] best = new int[area];
			// NB: beyond the border there are mirrored copies of structures, which must not count as parts of them.
			Arrays.setAll(best, pixel -> seen.extra().get(first + pixel) == 0 ? 0 : SlicePredictor.best(scores, pixel, area,
				classes));
			final ConnectedComponents parts = ConnectedComponents.of(ArrayImgs.ints(best, width, height, area / width / height),
				Connectivity.FACES);
			for (int pixel = 0; pixel < area; pixel++) {
				final boolean known = batch.box().isPasted(image, pixel) && seen.extra().get(first + pixel) != 0 &&
					(best[pixel] == 0 || parts.inLargest(pixel));
				labels.put((byte) (known ? best[pixel] : PreparedVolume.IGNORE));
			}
		}
	}
}
