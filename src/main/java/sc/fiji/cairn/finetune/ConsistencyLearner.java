// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.NDArray;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;

/**
 * Trains a network on labelled images, and to find in a strong view of others what its teacher, the moving average of the
 * weights, finds in a weak one, where that is sure; and to find the same when half of its features are dropped (FixMatch, Sohn
 * et al. 2020; UniMatch, Yang et al. 2023, whose teacher is the network itself). The weight of all this rises over the first
 * quarter of the training, while the teacher knows little.
 */
final class ConsistencyLearner implements Learner<ConsistencyLearner.Consistent> {

	private static final double RISE = 0.25;

	/** Share of the channels of each map of the encoder that are dropped. */
	private static final double DROPPED = 0.5;

	private final SegmentationNetwork network;
	private final ConsistentBatches batches;
	private final Losses losses;
	private final double confidence;
	private final int iterations;
	private final long seed;
	private SegmentationNetwork teacher;

	/**
	 * A batch of a step.
	 *
	 * @param images the images
	 * @param step number of the step
	 */
	record Consistent(ConsistentBatch images, long step) implements AutoCloseable {

		@Override
		public void close() {
			images.close();
		}
	}

	/**
	 * Prepares the training.
	 *
	 * @param confidence probability from which a pixel of the teacher's is learnt from
	 * @param iterations number of steps
	 */
	ConsistencyLearner(final SegmentationNetwork network, final ConsistentBatches batches, final Losses losses,
		final double confidence, final int iterations, final long seed)
	{
		this.network = network;
		this.batches = batches;
		this.losses = losses;
		this.confidence = confidence;
		this.iterations = iterations;
		this.seed = seed;
	}

	@Override
	public List<Weights> trained() {
		return network.parts();
	}

	@Override
	public void averaging(final List<Weights> average) {
		teacher = network.with(average);
	}

	/** Returns the weight of what is learnt from images without labels at a step. */
	static double weight(final long step, final int iterations) {
		return Math.min(1, step / (RISE * iterations));
	}

	@Override
	public Consistent compose(final long step) {
		return new Consistent(batches.compose(step), step);
	}

	@Override
	public NDArray loss(final Consistent batch, final Scope scope) {
		final ConsistentBatch images = batch.images();
		final ImageBatch<ByteBuffer> seen = images.seen().slices();
		final NDArray target = teacher.logits(scope, seen.images(scope), false);
		final NDArray logits = network.perturbed(scope, images.images().images(scope), kept(scope, batch.step()));
		final ImageBatch<ByteBuffer> all = images.images();
		return losses.weakToStrong(scope, logits, all.bytes(scope, all.extra(), images.given()), target, seen.bytes(scope, seen
			.extra()), seen.bytes(scope, images.pasted()), confidence, weight(batch.step(), iterations), PreparedVolume.IGNORE);
	}

	/** Draws what features are multiplied by: of weak views, the last of the batch, half are dropped and the others doubled. */
	private List<NDArray> kept(final Scope scope, final long step) {
		final Architecture architecture = network.network().architecture();
		final int images = batches.given() + 2 * batches.unlabelled();
		final SplittableRandom random = Seeds.random(seed, step, Integer.MIN_VALUE);
		final List<NDArray> kept = new ArrayList<>();
		for (int level = 0; level < architecture.levels(); level++) {
			final int channels = architecture.width(level);
			final float[] values = new float[images * channels];
			Arrays.fill(values, 1);
			for (int i = (images - batches.unlabelled()) * channels; i < values.length; i++)
				values[i] = random.nextDouble() < DROPPED ? 0 : (float) (1 / (1 - DROPPED));
			final long[] shape = new long[2 + architecture.dimensions()];
			Arrays.fill(shape, 1);
			shape[0] = images;
			shape[1] = channels;
			kept.add(scope.array(values, shape));
		}
		return kept;
	}
}
