// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.PixelHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.LabelledPlaces;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Preview;

/**
 * Trains a whole U-Net by supervised contrast between pixels, the second stage of Hu et al. 2021: pixels of one class
 * should give similar vectors, in whichever labelled slice they lie. The two views of a slice differ in intensity alone,
 * so they share its labels. In volumes voxels are compared in the same way.
 */
final class PixelLearner implements Learner<ImageBatch<byte[]>> {

	/** A block takes a matrix of at most the square of this many pixels, 64 MB; its foreground pixels have a row each. */
	private static final int MOST_PIXELS = 4096;

	private final LabelledPlaces places;
	private final Preprocessing preprocessing;
	private final SupervisionOptions supervision;
	private final double temperature;
	private final ViewAugmentation views;
	private final long seed;
	private final int images;
	private final Batches batches;
	private final UNet network;
	private final PixelHead head;
	private final Losses losses;

	PixelLearner(final PretrainContext context) {
		final PretrainOptions options = context.options();
		places = new LabelledPlaces(context.labelled(), context.preprocessing());
		preprocessing = context.preprocessing();
		supervision = options.supervision();
		temperature = options.contrast().temperature();
		views = options.contrast().views();
		seed = options.run().seed();
		images = Math.max(1, options.run().batch() / 2) * 2;
		network = context.network();
		batches = new Batches(context, images);
		head = new PixelHead(network.architecture().width(0), context.scope(), seed);
		losses = new Losses(context.scope());
	}

	@Override
	public List<Weights> trained() {
		return List.of(network.encoder(), network.decoder(), head.weights());
	}

	@Override
	public ImageBatch<byte[]> compose(final long step) {
		final ByteBuffer labels = ByteBuffer.allocate(images * preprocessing.voxels());
		return batches.compose((i, image) -> {
			final View view = View.of(places.draw(Seeds.random(seed, step, -1 - i / 2 * 2)), preprocessing);
			view.sample(image);
			views.intensity().apply(Seeds.random(seed, step, i), image, network.architecture().channels());
			view.sampleLabels(labels);
		}, labels.array());
	}

	@Override
	public NDArray loss(final ImageBatch<byte[]> batch, final Scope scope) {
		final int stride = supervision.stride();
		final int blocks = network.architecture().levels() - 1;
		final NDArray map = network.features(scope, batch.images(scope), blocks).get(blocks);
		final NDArray z = head.project(scope, map, stride);
		return losses.pixels(scope, z, strided(batch, scope), 1, cells(), MOST_PIXELS, PreparedVolume.IGNORE, temperature);
	}

	/** Returns the number of pixels that are compared along each side of a block. */
	private int cells() {
		return Math.max(1, supervision.block() / supervision.stride());
	}

	/** Says how many pixels are compared at once, and what memory that takes. */
	String memory() {
		final int stride = supervision.stride();
		final long[] sides = LongStream.of(strided()).map(side -> Math.min(cells(), side)).toArray();
		final long pixels = LongStream.of(sides).reduce(images, (a, b) -> a * b);
		final long compared = Math.min(pixels, MOST_PIXELS);
		// NB: X first, as sizes are said.
		final String block = IntStream.range(0, sides.length).mapToObj(axis -> "" + sides[sides.length - 1 - axis] * stride)
			.collect(Collectors.joining(" x "));
		return String.format(Locale.ROOT,
			"%s are compared in blocks of %s, every %d of them along each axis, in %d images: %d at once%s, a matrix of at most %.1f MB.",
			preprocessing.isFlat() ? "Pixels" : "Voxels", block, stride, images, compared, pixels > compared ? " of " + pixels
				: "", 4e-6 * compared * compared);
	}

	/** Returns how many pixels of the window are compared along each axis: Y, X, or Z, Y, X. */
	private long[] strided() {
		return LongStream.of(preprocessing.shape()).map(side -> (side + supervision.stride() - 1) / supervision.stride())
			.toArray();
	}

	/** Labels of the pixels that are compared (N, Y / stride, X / stride), or with Z / stride, rounded up. */
	private NDArray strided(final ImageBatch<byte[]> batch, final Scope scope) {
		final int stride = supervision.stride();
		final long[] shape = LongStream.concat(LongStream.of(batch.count()), LongStream.of(strided())).toArray();
		final ByteBuffer labels = Scope.buffer(DataType.UINT8, LongStream.of(shape).reduce(1, (a, b) -> a * b));
		for (int i = 0; i < batch.count(); i++)
			for (int z = 0; z < preprocessing.slices(); z += stride)
				for (int y = 0; y < preprocessing.height(); y += stride)
					for (int x = 0; x < preprocessing.size(); x += stride)
						labels.put(batch.extra()[((i * preprocessing.slices() + z) * preprocessing.height() + y) * preprocessing.size() + x]);
		return scope.array(labels, DataType.UINT8, shape);
	}

	@Override
	public Optional<Preview> preview(final ImageBatch<byte[]> batch) {
		return TwoViews.of(batch);
	}
}
