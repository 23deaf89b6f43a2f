// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.NDArray;

import java.util.List;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;

/** Trains a whole network on labelled slices. */
final class SupervisedLearner implements Learner<LabelledBatch> {

	private final SegmentationNetwork trainee;
	private final LabelledBatches batches;
	private final Losses losses;
	private final double weight;

	/**
	 * Prepares the training.
	 *
	 * @param weight weight of the loss on labels that were not given
	 */
	SupervisedLearner(final SegmentationNetwork trainee, final LabelledBatches batches, final Losses losses, final double weight) {
		this.trainee = trainee;
		this.batches = batches;
		this.losses = losses;
		this.weight = weight;
	}

	@Override
	public List<Weights> trained() {
		return trainee.parts();
	}

	@Override
	public LabelledBatch compose(final long step) {
		return batches.compose(step);
	}

	@Override
	public NDArray loss(final LabelledBatch batch, final Scope scope) {
		return loss(batch, trainee.logits(scope, batch.slices().images(scope), true), scope);
	}

	/** Computes the loss of the class scores of a batch. */
	NDArray loss(final LabelledBatch batch, final NDArray logits, final Scope scope) {
		final ImageBatch<?> slices = batch.slices();
		final NDArray labels = slices.bytes(scope, batch.slices().extra());
		final Mixing mixing = batch.mixing();
		return mixing == null ? losses.segmentation(scope, logits, labels, PreparedVolume.IGNORE, batch.given(), weight) : losses
			.mixed(scope, logits, labels, mixing.partners(), mixing.shares(), PreparedVolume.IGNORE, batch.given(), weight);
	}
}
