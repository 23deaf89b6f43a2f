// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.ProjectionHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Preview;

/** Trains the encoder and a projection head to tell slices that are alike from others. */
final class ContrastLearner implements Learner<ImageBatch<float[][]>> {

	private final List<PreparedVolume> stacks;
	private final List<Centres> centres;
	private final Preprocessing preprocessing;
	private final Batches batches;
	private final long seed;
	private final double temperature;
	private final ViewAugmentation views;
	private final SliceContrast contrast;
	private final UNet network;
	private final ProjectionHead head;
	private final Losses losses;

	ContrastLearner(final PretrainContext context, final SliceContrast contrast) {
		final PretrainOptions options = context.options();
		stacks = context.stacks();
		centres = context.centres();
		preprocessing = context.preprocessing();
		seed = options.run().seed();
		temperature = options.contrast().temperature();
		views = options.contrast().views();
		this.contrast = contrast;
		batches = new Batches(context, contrast.draw(Seeds.random(seed, 0, -1)).size());
		network = context.network();
		head = new ProjectionHead(options.contrast().head(), network.architecture(), preprocessing.shape(), context.scope(),
			seed);
		losses = new Losses(context.scope());
	}

	@Override
	public List<Weights> trained() {
		return List.of(network.encoder(), head.weights());
	}

	@Override
	public ImageBatch<float[][]> compose(final long step) {
		final List<Draw> items = contrast.draw(Seeds.random(seed, step, -1));
		return batches.compose((i, image) -> {
			final Draw item = items.get(i);
			final Place place = centres.get(item.stack()).place(stacks.get(item.stack()), item);
			if (item.view()) views.draw(Seeds.random(seed, step, i), place, preprocessing, image);
			else View.of(place, preprocessing).sample(image);
		}, contrast.masks(items));
	}

	@Override
	public NDArray loss(final ImageBatch<float[][]> batch, final Scope scope) {
		final NDArray bottleneck = network.features(scope, batch.images(scope), 0).get(0);
		final NDArray z = head.project(scope, bottleneck);
		final int n = batch.count();
		final List<NDArray> masks = Stream.of(batch.extra()).map(mask -> scope.array(mask, n, n)).toList();
		return contrast.loss(losses, scope, z, masks, temperature);
	}

	@Override
	public Optional<Preview> preview(final ImageBatch<float[][]> batch) {
		final List<Preview.Panel> panels = new ArrayList<>(TwoViews.panels(batch));
		final float[] positive = batch.extra()[0];
		// NB: the first two show one slice; what else is alike, if anything, shows another.
		for (int i = 2; i < batch.count() && panels.size() == 2; i++)
			if (positive[i] > 0) panels.add(Preview.Panel.of("is like it, too", batch.width(), batch.pixels(i)));
		return Optional.of(new Preview(TwoViews.TITLE, panels));
	}
}
