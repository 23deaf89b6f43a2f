// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.util.List;

import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.torch.Scope;

/** Passes windows through the network, once or mirrored in several ways. Safe for use by several threads, one at a time. */
class NetworkPass {

	private final UNet network;
	private final SegmentationHead head;
	private final int classes;
	private final List<Mirroring> ways;

	/** Takes windows to the engine; the system would be slow to give memory outside the Java heap back. */
	private ByteBuffer buffer = Scope.buffer(DataType.FLOAT32, 0);

	/**
	 * @param classes number of classes, background included
	 * @param ways how to mirror the windows
	 */
	NetworkPass(final UNet network, final SegmentationHead head, final int classes, final List<Mirroring> ways) {
		this.network = network;
		this.head = head;
		this.classes = classes;
		this.ways = ways;
	}

	/** Gets the network. */
	UNet network() {
		return network;
	}

	/** Returns the number of classes, background included. */
	int classes() {
		return classes;
	}

	/**
	 * Computes scores: those of the network, or, of several ways, the logarithms of the mean probabilities.
	 *
	 * @param window intensities, which change if there are several ways: (channels, Z, Y, X); for a 2D network, which takes
	 *          the slices as a batch, (Z, channels, Y, X)
	 * @return (classes, Z, Y, X)
	 * @throws ai.djl.engine.EngineException if the engine fails
	 */
	float[] scores(final float[] window, final int depth, final int height, final int width, final Scope scope) {
		if (ways.size() == 1) return pass(window, depth, height, width, scope);
		final float[] mean = new float[classes * depth * height * width];
		for (final Mirroring way : ways) {
			way.apply(window, height, width);
			final float[] scores = pass(window, depth, height, width, scope);
			way.apply(window, height, width);
			way.apply(scores, height, width);
			Softmax.apply(scores, classes);
			for (int i = 0; i < mean.length; i++)
				mean[i] += scores[i];
		}
		for (int i = 0; i < mean.length; i++)
			mean[i] = (float) Math.log(Math.max(Float.MIN_NORMAL, mean[i] / ways.size()));
		return mean;
	}

	private synchronized float[] pass(final float[] window, final int depth, final int height, final int width,
		final Scope scope)
	{
		final int channels = network.architecture().channels();
		final boolean flat = network.architecture().dimensions() == 2;
		if (buffer.capacity() < window.length * Float.BYTES) buffer = Scope.buffer(DataType.FLOAT32, window.length);
		buffer.clear().limit(window.length * Float.BYTES);
		buffer.asFloatBuffer().put(window);
		try (Scope step = scope.open()) {
			final long[] shape = flat ? new long[] { depth, channels, height, width } : new long[] { 1, channels, depth,
				height, width };
			final float[] scores = network.logits(step, step.array(buffer, DataType.FLOAT32, shape), head, false)
				.toFloatArray();
			return flat && depth > 1 ? classesFirst(scores, depth, height * width) : scores;
		}
	}

	/** Brings the scores of slices into the order of those of a volume. */
	private float[] classesFirst(final float[] scores, final int depth, final int area) {
		final float[] ordered = new float[scores.length];
		for (int z = 0; z < depth; z++)
			for (int c = 0; c < classes; c++)
				System.arraycopy(scores, (z * classes + c) * area, ordered, (c * depth + z) * area, area);
		return ordered;
	}
}
