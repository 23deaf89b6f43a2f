// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.RegionHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Place;
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
 * around it. The encoder is frozen. In volumes regions are cubes.
 */
final class LocalLearner implements Learner<ImageBatch<long[]>> {

	/** Cells of a region along each side. */
	private static final int SIDE = 3;

	private final List<PreparedVolume> stacks;
	private final List<Centres> centres;
	private final LocalDraws draws;
	private final ViewAugmentation views;
	private final Preprocessing preprocessing;
	private final long seed;
	private final double temperature;
	private final int images;
	private final int wanted;
	private final int blocks;
	private final LocalRegions regions;
	private final Batches batches;
	private final UNet network;
	private final Weights decoder;
	private final RegionHead head;
	private final Losses losses;
	private final NDArray positive;
	private final NDArray negative;

	LocalLearner(final PretrainContext context) {
		final PretrainOptions options = context.options();
		stacks = context.stacks();
		centres = context.centres();
		draws = new LocalDraws(centres, options.contrast().local(), options.contrast().partitions(), options.run()
			.batch());
		views = options.contrast().views();
		preprocessing = context.preprocessing();
		seed = options.run().seed();
		temperature = options.contrast().temperature();
		final int slices = draws.draw(Seeds.random(seed, 0, -1)).size();
		images = 2 * slices;
		wanted = options.contrast().blocks();
		network = context.network();
		final Architecture architecture = network.architecture();
		if (wanted < 1 || wanted >= architecture.levels()) throw CairnException.of("blocks", "The parameter blocks must be from 1 to " +
			(architecture.levels() - 1) + " for a network of " + architecture.levels() + " levels, not " + wanted + ".");
		blocks = blocks();
		regions = new LocalRegions(map(blocks), SIDE, options.contrast().regions());
		final Scope scope = context.scope();
		batches = new Batches(context, images);
		decoder = network.decoder(blocks);
		head = new RegionHead(architecture.width(level(blocks)), (int) Math.pow(SIDE, architecture.dimensions()), scope, seed);
		losses = new Losses(scope);
		final long rows = (long) images * regions.size();
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

	/** Returns how many blocks to train: in 3D, where windows are small, perhaps more than wanted, until regions fit. */
	private int blocks() {
		int count = wanted;
		while (!preprocessing.isFlat() && level(count) > 0 && !LocalRegions.fit(map(count), SIDE))
			count++;
		return count;
	}

	/** The level of the network whose maps the last of some blocks makes. */
	private int level(final int count) {
		return network.architecture().levels() - 1 - count;
	}

	/** Lengths of these maps. */
	private List<Integer> map(final int count) {
		final long[] window = preprocessing.shape();
		return IntStream.range(0, window.length).mapToObj(axis -> (int) window[axis] / network.architecture().scale(level(count),
			axis)).toList();
	}

	/** Says that more blocks are trained than wanted; empty if not. */
	String note() {
		return blocks == wanted ? "" : "The decoder maps of " + Words.count(wanted, "block") + " are too small for " + regions.size() +
			" different regions, so " + blocks + " blocks are trained.";
	}

	/** Places the regions within the part of a volume that a window shows. */
	private long[] cells(final Draw draw) {
		final PreparedVolume stack = stacks.get(draw.stack());
		final Place place = centres.get(draw.stack()).place(stack, draw);
		final List<LocalRegions.Extent> extents = new ArrayList<>();
		if (!preprocessing.isFlat()) extents.add(extent(extents.size(), Window.Grid.centred(stack.depth(), preprocessing.stepZ(stack
			.spacingZ()), preprocessing.depth()), place.z(), stack.depth()));
		extents.add(extent(extents.size(), Window.Grid.centred(stack.height(), preprocessing.step(stack.spacingY()), preprocessing
			.height()), place.y(), stack.height()));
		extents.add(extent(extents.size(), Window.Grid.centred(stack.width(), preprocessing.step(stack.spacingX()), preprocessing
			.size()), place.x(), stack.width()));
		return regions.cells(extents);
	}

	private LocalRegions.Extent extent(final int axis, final Window.Grid grid, final double offset, final int samples) {
		return regions.extent(axis, grid, offset, samples, network.architecture().scale(level(blocks), axis));
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
			final Draw draw = slices.get(i / 2);
			View.of(centres.get(draw.stack()).place(stacks.get(draw.stack()), draw), preprocessing).sample(image);
			views.intensity().apply(Seeds.random(seed, step, i), image, network.architecture().channels());
		}, IntStream.range(0, images).boxed().flatMapToLong(i -> LongStream.of(cells(slices.get(i / 2)))).toArray());
	}

	@Override
	public NDArray loss(final ImageBatch<long[]> batch, final Scope scope) {
		final NDArray places = scope.manager().create(batch.extra(), new Shape(images, batch.extra().length / images));
		final NDArray map = network.decoderMap(scope, batch.images(scope), blocks);
		return losses.pairwise(scope, head.project(scope, map, places, regions.size()), positive, negative, temperature);
	}

	@Override
	public Optional<Preview> preview(final ImageBatch<long[]> batch) {
		return TwoViews.of(batch);
	}
}
