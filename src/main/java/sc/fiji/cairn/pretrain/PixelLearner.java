package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Locale;

import sc.fiji.cairn.cases.LabelledSlices;
import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Seeds;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.PixelHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.SliceBatch;

/**
 * Trains a whole U-Net by supervised contrast between pixels, the second stage of Hu et al. 2021: pixels of one class
 * should give similar vectors, in whichever labelled slice they lie. The two views of a slice differ in intensity alone,
 * so they share its labels.
 */
final class PixelLearner implements Learner<SliceBatch<byte[]>> {

	/** A block takes a matrix of at most the square of this many pixels, 64 MB; its foreground pixels have a row each. */
	private static final int MOST_PIXELS = 4096;

	private final LabelledSlices slices;
	private final Preparation preparation;
	private final SupervisionOptions supervision;
	private final double temperature;
	private final Views views;
	private final long seed;
	private final int images;
	private final BufferPool pool;
	private final UNet network;
	private final PixelHead head;
	private final Losses losses;

	PixelLearner(final PretrainContext context) {
		final PretrainOptions options = context.options();
		slices = new LabelledSlices(context.labelled());
		preparation = context.preparation();
		supervision = options.supervision();
		temperature = options.contrast().temperature();
		views = options.contrast().views();
		seed = options.run().seed();
		images = Math.max(1, options.run().batch() / 2) * 2;
		network = context.network();
		pool = new BufferPool(DataType.FLOAT32, (long) images * network.architecture().channels() * preparation.size() *
			preparation.size());
		head = new PixelHead(network.architecture().width(0), context.scope(), seed);
		losses = new Losses(context.scope());
	}

	@Override
	public List<Weights> trained() {
		return List.of(network.encoder(), network.decoder(), head.weights());
	}

	@Override
	public SliceBatch<byte[]> compose(final long step) {
		final int size = preparation.size();
		final ByteBuffer buffer = pool.take();
		final FloatBuffer out = buffer.asFloatBuffer();
		final float[] pixels = new float[network.architecture().channels() * size * size];
		final ByteBuffer labels = ByteBuffer.allocate(images * size * size);
		for (int i = 0; i < images; i += 2) {
			final LabelledSlices.Slice slice = slices.draw(Seeds.random(seed, step, -1 - i));
			final SliceStack stack = slice.stack();
			final Window window = Window.of(stack, preparation, PlaneMap.IDENTITY);
			for (int view = 0; view < 2; view++) {
				stack.sample(slice.z(), window, pixels);
				views.intensity().apply(Seeds.random(seed, step, i + view), pixels, stack.channels());
				out.put(pixels);
				stack.sampleLabels(slice.z(), window, labels);
			}
		}
		return new SliceBatch<>(pool, buffer, images, size, labels.array());
	}

	@Override
	public NDArray loss(final SliceBatch<byte[]> batch, final Scope scope) {
		final int stride = supervision.stride();
		final int blocks = network.architecture().levels() - 1;
		final NDArray map = network.features(scope, batch.images(scope), blocks).get(blocks);
		final NDArray z = head.project(scope, map, stride);
		return losses.pixels(scope, z, strided(batch, scope), 1, cells(), MOST_PIXELS, SliceStack.IGNORE, temperature);
	}

	/** Returns the number of pixels that are compared along each side of a block. */
	private int cells() {
		return Math.max(1, supervision.block() / supervision.stride());
	}

	/** Says how many pixels are compared at once, and what memory that takes. */
	String memory() {
		final int stride = supervision.stride();
		final int side = Math.min(cells(), (preparation.size() + stride - 1) / stride);
		final long pixels = (long) images * side * side;
		final long compared = Math.min(pixels, MOST_PIXELS);
		return String.format(Locale.ROOT,
			"Pixels are compared in blocks of %d x %d, every %d of them along each axis, in %d images: %d at once%s, a matrix of at most %.1f MB.",
			side * stride, side * stride, stride, images, compared, pixels > compared ? " of " + pixels : "", 4e-6 * compared *
				compared);
	}

	/** Labels of the pixels that are compared (N, Y / stride, X / stride), rounded up. */
	private NDArray strided(final SliceBatch<byte[]> batch, final Scope scope) {
		final int stride = supervision.stride();
		final int side = (batch.size() + stride - 1) / stride;
		final ByteBuffer labels = Scope.buffer(DataType.UINT8, (long) batch.count() * side * side);
		for (int i = 0; i < batch.count(); i++)
			for (int y = 0; y < batch.size(); y += stride)
				for (int x = 0; x < batch.size(); x += stride)
					labels.put(batch.extra()[(i * batch.size() + y) * batch.size() + x]);
		return scope.array(labels, DataType.UINT8, batch.count(), side, side);
	}

	@Override
	public Optional<Preview> preview(final SliceBatch<byte[]> batch) {
		return TwoViews.of(batch);
	}
}
