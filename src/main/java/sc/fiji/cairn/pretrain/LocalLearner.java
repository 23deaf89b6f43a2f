// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.RegionHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.sampling.Window;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Preview;

/**
 * Trains the first decoder blocks by local contrast, the second stage of Chaitanya et al. 2020 (section 3.2): a region of
 * a slice should give the same vector in two views that differ in intensity alone, and another one than the regions
 * around it. The encoder is frozen.
 */
final class LocalLearner implements Learner<ImageBatch<long[]>> {

	/** Cells of a region along each side. */
	private static final int SIDE = 3;

	private final List<PreparedVolume> stacks;
	private final LocalDraws draws;
	private final ViewAugmentation views;
	private final Preprocessing preprocessing;
	private final long seed;
	private final double temperature;
	private final int images;
	private final int blocks;
	private final LocalRegions regions;
	private final Batches batches;
	private final UNet network;
	private final Weights decoder;
	private final RegionHead head;
	private final Losses losses;
	private final List<long[]> cells;
	private final NDArray positive;
	private final NDArray negative;

	LocalLearner(final PretrainContext context) {
		final PretrainOptions options = context.options();
		stacks = context.stacks();
		draws = new LocalDraws(context.depths(), options.contrast().local(), options.contrast().partitions(), options.run()
			.batch());
		views = options.contrast().views();
		preprocessing = context.preprocessing();
		seed = options.run().seed();
		temperature = options.contrast().temperature();
		final int slices = draws.draw(Seeds.random(seed, 0, -1)).size();
		images = 2 * slices;
		blocks = options.contrast().blocks();
		network = context.network();
		final Architecture architecture = network.architecture();
		if (blocks < 1 || blocks >= architecture.levels()) throw CairnException.of("blocks", "The parameter blocks must be from 1 to " +
			(architecture.levels() - 1) + " for a network of " + architecture.levels() + " levels, not " + blocks + ".");
		final int level = architecture.levels() - 1 - blocks;
		regions = new LocalRegions(preprocessing.size() / architecture.scale(level, 0), SIDE, options.contrast().regions());
		final Scope scope = context.scope();
		batches = new Batches(context, images);
		decoder = network.decoder(blocks);
		head = new RegionHead(architecture.width(level), SIDE, scope, seed);
		losses = new Losses(scope);
		cells = stacks.stream().map(stack -> cells(stack, architecture.scale(level, 0))).toList();
		final long rows = (long) images * regions.count();
		final List<int[]> kinds = draws.partners(slices);
		final FloatBuffer positives = FloatBuffer.allocate(Math.toIntExact(kinds.size() * rows * rows));
		final FloatBuffer negatives = FloatBuffer.allocate(positives.capacity());
		for (final int[] partners : kinds) {
			final float[][] masks = regions.masks(partners, draws.neighbours());
			positives.put(masks[0]);
			negatives.put(masks[1]);
		}
		positive = scope.array(positives.array(), kinds.size(), rows, rows);
		negative = scope.array(negatives.array(), kinds.size(), rows, rows);
	}

	/** Places the regions within the slices of a volume. */
	private long[] cells(final PreparedVolume stack, final int scale) {
		final Window.Grid across = Window.Grid.centred(stack.width(), preprocessing.step(stack.spacingX()), preprocessing.size());
		final Window.Grid down = Window.Grid.centred(stack.height(), preprocessing.step(stack.spacingY()), preprocessing.height());
		return regions.cells(regions.extent(down, stack.height(), scale), regions.extent(across, stack.width(), scale));
	}

	/** Gets the decoder blocks that are trained. */
	Weights decoder() {
		return decoder;
	}

	@Override
	public List<Weights> trained() {
		return List.of(decoder, head.weights());
	}

	@Override
	public ImageBatch<long[]> compose(final long step) {
		final List<Draw> slices = draws.draw(Seeds.random(seed, step, -1));
		return batches.compose((i, image) -> {
			View.of(slices.get(i / 2).place(stacks), preprocessing).sample(image);
			views.intensity().apply(Seeds.random(seed, step, i), image, network.architecture().channels());
		}, IntStream.range(0, images).boxed().flatMapToLong(i -> LongStream.of(cells.get(slices.get(i / 2).stack()))).toArray());
	}

	@Override
	public NDArray loss(final ImageBatch<long[]> batch, final Scope scope) {
		final NDArray places = scope.manager().create(batch.extra(), new Shape(images, batch.extra().length / images));
		final NDArray map = network.decoderMap(scope, batch.images(scope), blocks);
		return losses.pairwise(scope, head.project(scope, map, places, regions.count()), positive, negative, temperature);
	}

	@Override
	public Optional<Preview> preview(final ImageBatch<long[]> batch) {
		return TwoViews.of(batch);
	}
}
