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
import sc.fiji.cairn.torch.Scope;

/**
 * Describes slices by what the encoder of a model makes of them: the mean of each channel at the bottleneck, of a window
 * around the middle of the slice.
 */
final class EncoderFeatures implements SliceFeatures {

	private static final int TOGETHER = 16;

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
		final float[][] features = new float[stack.depth()][];
		for (int first = 0; first < features.length; first += TOGETHER) {
			progress.checkCancelled();
			final int count = Math.min(TOGETHER, features.length - first);
			final float[] means = pass(stack, first, count);
			for (int i = 0; i < count; i++)
				features[first + i] = Arrays.copyOfRange(means, i * means.length / count, (i + 1) * means.length / count);
		}
		return features;
	}

	private float[] pass(final PreparedVolume stack, final int first, final int count) {
		final float[] window = new float[values()];
		buffer.clear().limit(count * window.length * Float.BYTES);
		for (int i = 0; i < count; i++) {
			View.of(Place.slice(stack, first + i), preprocessing).sample(window);
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
