package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Seeds;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.ProjectionHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.SliceBatch;

/** Trains the encoder and a projection head to tell slices that are alike from others. */
final class ContrastLearner implements Learner<SliceBatch<float[][]>> {

	private final List<SliceStack> stacks;
	private final Preparation preparation;
	private final long seed;
	private final double temperature;
	private final Views views;
	private final SliceContrast contrast;
	private final BufferPool pool;
	private final UNet network;
	private final ProjectionHead head;
	private final Losses losses;

	ContrastLearner(final PretrainContext context, final SliceContrast contrast) {
		final PretrainOptions options = context.options();
		stacks = context.stacks();
		preparation = context.preparation();
		seed = options.run().seed();
		temperature = options.contrast().temperature();
		views = options.contrast().views();
		this.contrast = contrast;
		final int count = contrast.draw(Seeds.random(seed, 0, -1)).size();
		network = context.network();
		pool = new BufferPool(DataType.FLOAT32, (long) count * pixels());
		head = new ProjectionHead(options.contrast().head(), network.architecture(), preparation.size(), context.scope(),
			seed);
		losses = new Losses(context.scope());
	}

	/** Number of values of an image. */
	private int pixels() {
		return network.architecture().channels() * preparation.size() * preparation.size();
	}

	@Override
	public List<Weights> trained() {
		return List.of(network.encoder(), head.weights());
	}

	@Override
	public SliceBatch<float[][]> compose(final long step) {
		final List<Draw> items = contrast.draw(Seeds.random(seed, step, -1));
		final ByteBuffer buffer = pool.take();
		final FloatBuffer images = buffer.asFloatBuffer();
		final float[] pixels = new float[pixels()];
		for (int i = 0; i < items.size(); i++) {
			final Draw item = items.get(i);
			final SliceStack stack = stacks.get(item.stack());
			if (item.view()) views.draw(Seeds.random(seed, step, i), stack, item.slice(), preparation, pixels);
			else stack.sample(item.slice(), Window.of(stack, preparation, PlaneMap.IDENTITY), pixels);
			images.put(pixels);
		}
		return new SliceBatch<>(pool, buffer, items.size(), preparation.size(), contrast.masks(items));
	}

	@Override
	public NDArray loss(final SliceBatch<float[][]> batch, final Scope scope) {
		final NDArray bottleneck = network.features(scope, batch.images(scope), 0).get(0);
		final NDArray z = head.project(scope, bottleneck);
		final int n = batch.count();
		final List<NDArray> masks = Stream.of(batch.extra()).map(mask -> scope.array(mask, n, n)).toList();
		return contrast.loss(losses, scope, z, masks, temperature);
	}

	@Override
	public Optional<Preview> preview(final SliceBatch<float[][]> batch) {
		final List<Preview.Panel> panels = new ArrayList<>(TwoViews.panels(batch));
		final float[] positive = batch.extra()[0];
		// NB: the first two show one slice; what else is alike, if anything, shows another.
		for (int i = 2; i < batch.count() && panels.size() == 2; i++)
			if (positive[i] > 0) panels.add(Preview.Panel.of("is like it, too", batch.size(), batch.pixels(i)));
		return Optional.of(new Preview(TwoViews.TITLE, panels));
	}
}
