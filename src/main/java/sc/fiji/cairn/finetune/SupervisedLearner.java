package sc.fiji.cairn.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.LabelledSlices;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Seeds;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.SliceBatch;

/** Trains a whole network on labelled slices by cross-entropy and Dice. */
final class SupervisedLearner implements Learner<SupervisedLearner.LabelledBatch> {

	/** Intensity changes of every training; scanners and stains differ in these ways everywhere. */
	private static final IntensityAugmentation INTENSITY = new IntensityAugmentation(0.15, 0.25, 1.5, 0.06);

	private final LabelledSlices slices;
	private final LabelledSlices predicted;
	private final double weight;
	private final SpatialAugmentation spatial;
	private final Preparation preparation;
	private final int batch;
	private final long seed;
	private final UNet network;
	private final SegmentationHead head;
	private final Losses losses;
	private final BufferPool imagePool;
	private final BufferPool labelPool;

	/** Slices with the classes of their pixels (N, Y, X). */
	record LabelledBatch(SliceBatch<ByteBuffer> slices, BufferPool labelPool) implements AutoCloseable {

		@Override
		public void close() {
			labelPool.give(slices.extra());
			slices.close();
		}
	}

	/**
	 * Prepares the training.
	 *
	 * @param stacks volumes with given labels
	 * @param predicted volumes with predicted labels, which fill half of each batch; may be empty
	 */
	SupervisedLearner(final List<SliceStack> stacks, final List<SliceStack> predicted, final FineTuneOptions options,
		final Preparation preparation, final UNet network, final SegmentationHead head, final Scope scope)
	{
		slices = new LabelledSlices(stacks);
		this.predicted = predicted.isEmpty() ? null : new LabelledSlices(predicted);
		weight = options.selfTraining().weight();
		spatial = options.augmentation();
		this.preparation = preparation;
		batch = options.run().batch();
		seed = options.run().seed();
		this.network = network;
		this.head = head;
		losses = new Losses(scope);
		final long pixels = (long) batch * preparation.size() * preparation.size();
		imagePool = new BufferPool(DataType.FLOAT32, pixels);
		labelPool = new BufferPool(DataType.UINT8, pixels);
	}

	@Override
	public List<Weights> trained() {
		return List.of(network.encoder(), network.decoder(), head.weights());
	}

	@Override
	public LabelledBatch compose(final long step) {
		final int size = preparation.size();
		final ByteBuffer imageBuffer = imagePool.take();
		final ByteBuffer labels = labelPool.take();
		final FloatBuffer images = imageBuffer.asFloatBuffer();
		final float[] pixels = new float[size * size];
		for (int i = 0; i < batch; i++) {
			final SplittableRandom random = Seeds.random(seed, step, i);
			final LabelledSlices.Slice slice = (i < given() ? slices : predicted).draw(random);
			final Window window = spatial.draw(random, slice.stack(), preparation);
			slice.stack().sample(slice.z(), window, pixels);
			INTENSITY.apply(random, pixels);
			images.put(pixels);
			slice.stack().sampleLabels(slice.z(), window, labels);
		}
		return new LabelledBatch(new SliceBatch<>(imagePool, imageBuffer, batch, size, labels), labelPool);
	}

	/** Number of images of a batch whose labels were given; they come first. */
	private int given() {
		return predicted == null ? batch : batch - batch / 2;
	}

	@Override
	public NDArray loss(final LabelledBatch labelled, final Scope scope) {
		final SliceBatch<ByteBuffer> slices = labelled.slices();
		final NDArray logits = network.logits(scope, slices.images(scope), head, true);
		final NDArray labels = scope.array(slices.extra(), DataType.UINT8, slices.count(), slices.size(), slices.size());
		return losses.segmentation(scope, logits, labels, SliceStack.IGNORE, given(), weight);
	}
}
