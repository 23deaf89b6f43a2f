// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.sampling.WindowRoom;
import sc.fiji.cairn.torch.Scope;

/**
 * Describes slices by what the encoder of a model makes of them: the mean of each channel at the bottleneck, over as many windows
 * as cover the slice, because what tells slices apart need not lie in their middle. Of slices that are more than {@value #MOST}
 * windows wide or high, so many are spread evenly, so that no slice takes more than {@value #MOST} x {@value #MOST} passes.
 */
final class EncoderFeatures implements SliceFeatures {

	private static final int TOGETHER = 16;
	private static final int MOST = 4;

	private final Preprocessing preprocessing;
	private final Scope scope;
	private final UNet network;
	private final ByteBuffer buffer;

	/**
	 * Loads the encoder.
	 *
	 * @param model pretrained, or one that segments
	 * @param scope owner of its weights
	 */
	EncoderFeatures(final ModelFile model, final Scope scope) {
		this.scope = scope;
		preprocessing = model.plan().preprocessing();
		network = new UNet(model.plan().architecture(), scope, 0, false);
		network.encoder().load(model.weights());
		buffer = Scope.buffer(DataType.FLOAT32, (long) TOGETHER * values());
	}

	private int values() {
		return network.architecture().channels() * preprocessing.voxels();
	}

	@Override
	public float[][] of(final PreparedVolume stack, final Progress progress) {
		CaseLoader.requireChannels(List.of(stack), network.architecture().channels());
		preprocessing.requireFit(stack);
		final WindowRoom room = new WindowRoom(stack, preprocessing);
		final double[] xs = middles(room.across(), preprocessing.size());
		final double[] ys = middles(room.down(), preprocessing.height());
		final List<Place> places = IntStream.range(0, stack.depth()).mapToObj(z -> Place.slice(stack, z)).flatMap(slice -> Arrays.stream(ys)
			.boxed().flatMap(y -> Arrays.stream(xs).mapToObj(x -> slice.moved(x, y, 0)))).toList();
		final int windows = xs.length * ys.length;
		final float[][] features = new float[stack.depth()][];
		for (int first = 0; first < places.size(); first += TOGETHER) {
			progress.checkCancelled();
			final int count = Math.min(TOGETHER, places.size() - first);
			final float[] means = pass(places.subList(first, first + count));
			final int length = means.length / count;
			for (int i = 0; i < means.length; i++) {
				final int slice = (first + i / length) / windows;
				if (features[slice] == null) features[slice] = new float[length];
				features[slice][i % length] += means[i] / windows;
			}
		}
		return features;
	}

	/**
	 * Spreads windows along an axis.
	 *
	 * @param room how far a window can move either way from the middle
	 * @param size of the window
	 * @return how far their middles are moved
	 */
	private static double[] middles(final double room, final int size) {
		final int count = (int) Math.min(MOST, Math.ceil(2 * room / size) + 1);
		return IntStream.range(0, count).mapToDouble(i -> count == 1 ? 0 : room * (2.0 * i / (count - 1) - 1)).toArray();
	}

	private float[] pass(final List<Place> places) {
		final int count = places.size();
		final float[] window = new float[values()];
		buffer.clear().limit(count * window.length * Float.BYTES);
		for (int i = 0; i < count; i++) {
			View.of(places.get(i), preprocessing).sample(window);
			buffer.asFloatBuffer().put(i * window.length, window);
		}
		final long[] shape = IntStream.concat(IntStream.of(count, network.architecture().channels()), Arrays.stream(
			preprocessing.shape()).mapToInt(Math::toIntExact)).asLongStream().toArray();
		try (Scope step = scope.open()) {
			final NDArray map = network.encoding(step, step.array(buffer, DataType.FLOAT32, shape));
			return map.reshape(count, map.getShape().get(1), -1).mean(new int[] { 2 }).toFloatArray();
		}
	}
}
