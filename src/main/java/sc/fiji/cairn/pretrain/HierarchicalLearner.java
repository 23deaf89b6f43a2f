// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.HierarchyHeads;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Preview;

/** Trains a whole U-Net by {@link HierarchicalContrast}. */
final class HierarchicalLearner implements Learner<ImageBatch<HierarchicalLearner.Source>> {

	/** Shares of the four losses: images, tasks, groups, reconstruction. */
	private static final double IMAGES = 1;
	private static final double TASKS = 0.5;
	private static final double GROUPS = 0.5;
	private static final double RECONSTRUCTION = 1;

	/** Boxes that are blanked in each view, and the largest one as a share of the window: a quarter of a slice a side. */
	private static final int BOXES = 4;
	private static final double LARGEST_BOX = 1.0 / 16;

	private final List<PreparedVolume> stacks;
	private final List<Centres> centres;
	private final Preprocessing preprocessing;
	private final HierarchicalDraws draws;
	private final double temperature;
	private final long seed;
	private final Batches batches;
	private final UNet network;
	private final HierarchyHeads heads;
	private final Losses losses;

	/**
	 * Where the images of a batch come from.
	 *
	 * @param draws the slices
	 * @param clean the views before their intensity was changed and boxes were blanked
	 */
	record Source(List<Draw> draws, float[] clean) {}

	HierarchicalLearner(final PretrainContext context) {
		final PretrainOptions options = context.options();
		stacks = context.stacks();
		centres = context.centres();
		preprocessing = context.preprocessing();
		temperature = options.contrast().temperature();
		seed = options.run().seed();
		final Domains domains = options.domains();
		draws = new HierarchicalDraws(centres, context.domains(), domains, options
			.run().batch());
		final int count = draws.draw(Seeds.random(seed, 0, -1)).size();
		network = context.network();
		batches = new Batches(context, count);
		heads = new HierarchyHeads(network.architecture(), domains.taskCount(), context.scope(), seed);
		losses = new Losses(context.scope());
	}

	@Override
	public List<Weights> trained() {
		final List<Weights> parts = new ArrayList<>(List.of(network.encoder(), network.decoder()));
		parts.addAll(heads.weights());
		return parts;
	}

	@Override
	public ImageBatch<Source> compose(final long step) {
		final List<Draw> items = draws.draw(Seeds.random(seed, step, -1));
		final int channels = network.architecture().channels();
		final float[] clean = new float[items.size() * batches.values()];
		return batches.compose((i, image) -> {
			final SplittableRandom random = Seeds.random(seed, step, i);
			final Draw item = items.get(i);
			ViewAugmentation.CROPS.window(random, centres.get(item.stack()).place(stacks.get(item.stack()), item), preprocessing)
				.sample(image);
			System.arraycopy(image, 0, clean, i * image.length, image.length);
			ViewAugmentation.CROPS.intensity().apply(random, image, channels);
			blank(random, image, preprocessing);
		}, new Source(items, clean));
	}

	private static void blank(final SplittableRandom random, final float[] pixels, final Preprocessing preprocessing) {
		final boolean flat = preprocessing.isFlat();
		final double share = flat ? Math.sqrt(LARGEST_BOX) : Math.cbrt(LARGEST_BOX);
		final int size = preprocessing.size();
		for (int box = 0; box < BOXES; box++) {
			final int width = side(random, share, size);
			final int height = side(random, share, preprocessing.height());
			final int depth = flat ? 1 : side(random, share, preprocessing.depth());
			final int left = random.nextInt(size - width + 1);
			final int top = random.nextInt(preprocessing.height() - height + 1);
			final int front = flat ? 0 : random.nextInt(preprocessing.depth() - depth + 1);
			for (int channel = 0; channel < pixels.length; channel += preprocessing.voxels()) {
				for (int z = front; z < front + depth; z++) {
					for (int y = top; y < top + height; y++) {
						final int row = channel + (z * preprocessing.height() + y) * size + left;
						Arrays.fill(pixels, row, row + width, 0);
					}
				}
			}
		}
	}

	private static int side(final SplittableRandom random, final double share, final int length) {
		return random.nextInt(1, Math.max(Math.min(2, length), (int) (share * length)) + 1);
	}

	@Override
	public NDArray loss(final ImageBatch<Source> batch, final Scope scope) {
		final NDList maps = network.features(scope, batch.images(scope), network.architecture().levels() - 1);
		final NDArray bottleneck = maps.get(0);
		final List<Draw> items = batch.extra().draws();
		final NDArray clean = scope.array(batch.extra().clean(), LongStream.concat(LongStream.of(batch.count(), network
			.architecture().channels()), LongStream.of(preprocessing.shape())).toArray());
		final List<NDArray> terms = new ArrayList<>();
		terms.add(contrast(scope, heads.projectImages(scope, bottleneck), Draw.mask(items, Draw::samePlace)));
		terms.add(heads.reconstruct(scope, maps.subList(1, maps.size()), clean));
		final double[] weights = { IMAGES, RECONSTRUCTION, TASKS, GROUPS };
		if (draws.domains().taskCount() > 1) {
			final float[] tasks = new float[items.size()];
			for (int i = 0; i < tasks.length; i++)
				tasks[i] = draws.task(items.get(i));
			terms.add(heads.classify(scope, bottleneck, scope.array(tasks, tasks.length)));
		}
		if (draws.domains().nested()) terms.add(contrast(scope, heads.projectGroups(scope, bottleneck), Draw.mask(items, (a,
			b) -> draws.group(a) == draws.group(b))));
		return heads.total(scope, terms, Arrays.copyOf(weights, terms.size()));
	}

	private NDArray contrast(final Scope scope, final NDArray z, final float[] positive) {
		final long n = z.getShape().get(0);
		return losses.supervised(scope, z, scope.array(positive, n, n), temperature);
	}

	@Override
	public Optional<Preview> preview(final ImageBatch<Source> batch) {
		return TwoViews.of(batch);
	}
}
