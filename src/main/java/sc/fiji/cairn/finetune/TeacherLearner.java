// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.NDArray;

import java.nio.ByteBuffer;
import java.util.List;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;

/**
 * Trains a network on labelled slices, and to agree on others with its teacher, the moving average of its weights (mean
 * teacher, Tarvainen &amp; Valpola 2017; weights as in SSL4MIS, Luo 2020).
 * <p>
 * The teacher sees the other slices through the same windows with their intensities as they are, the student with changed
 * ones and noise. The weight of their difference rises over the training.
 * </p>
 */
final class TeacherLearner implements Learner<TeacherLearner.TaughtBatch> {

	/** Largest weight of the consistency: 0.1 where the supervised loss has the weight 0.5. */
	private static final double CONSISTENCY = 0.2;

	/** Share of the steps before which there is nothing to be learnt from the teacher: 1,000 of 30,000. */
	private static final double START = 1.0 / 30;

	private final SegmentationNetwork trainee;
	private final LabelledBatches batches;
	private final SupervisedLearner supervised;
	private final Losses losses;
	private final int iterations;
	private SegmentationNetwork teacher;

	/**
	 * A batch, and its second half as the teacher sees it.
	 *
	 * @param seen what the teacher sees; null if its weight is 0
	 * @param weight weight of the consistency
	 */
	record TaughtBatch(LabelledBatch labelled, SeenBatch seen, double weight) implements AutoCloseable {

		@Override
		public void close() {
			labelled.close();
			if (seen != null) seen.close();
		}
	}

	/**
	 * Prepares the training.
	 *
	 * @param batches slices, of which the second half may have predicted labels or none
	 * @param weight weight of the loss on labels that were not given
	 * @param iterations number of steps
	 */
	TeacherLearner(final SegmentationNetwork trainee, final LabelledBatches batches, final Losses losses, final double weight,
		final int iterations)
	{
		this.trainee = trainee;
		this.batches = batches;
		this.losses = losses;
		this.iterations = iterations;
		supervised = new SupervisedLearner(trainee, batches, losses, weight);
	}

	@Override
	public List<Weights> trained() {
		return trainee.parts();
	}

	@Override
	public void averaging(final List<Weights> average) {
		teacher = trainee.with(average);
	}

	/** Returns the weight of the consistency at a step: 0 at first, then a Gaussian rise to the end of the training. */
	static double weight(final long step, final int iterations) {
		final double done = (double) step / iterations;
		return done < START ? 0 : CONSISTENCY * Math.exp(-5 * (1 - done) * (1 - done));
	}

	@Override
	public TaughtBatch compose(final long step) {
		final double weight = weight(step, iterations);
		return new TaughtBatch(batches.compose(step), weight == 0 ? null : batches.unchanged(step), weight);
	}

	@Override
	public NDArray loss(final TaughtBatch batch, final Scope scope) {
		final LabelledBatch labelled = batch.labelled();
		final NDArray logits = trainee.logits(scope, labelled.slices().images(scope), true);
		final NDArray loss = supervised.loss(labelled, logits, scope);
		if (batch.seen() == null) return loss;
		final ImageBatch<ByteBuffer> seen = batch.seen().slices();
		final NDArray target = teacher.logits(scope, seen.images(scope), false);
		final NDArray inside = seen.bytes(scope, seen.extra());
		return losses.consistency(scope, loss, logits, target, inside, batch.weight());
	}
}
