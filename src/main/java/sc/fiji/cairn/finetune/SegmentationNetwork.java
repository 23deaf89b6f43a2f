// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import ai.djl.ndarray.NDArray;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;

/** A network that learns to segment, with its last layer. */
final class SegmentationNetwork {

	private final UNet network;
	private final SegmentationHead head;

	private SegmentationNetwork(final UNet network, final SegmentationHead head) {
		this.network = network;
		this.head = head;
	}

	/**
	 * Makes a network with random weights.
	 *
	 * @param classes number of classes, background included
	 * @param low whether inner maps use 16 bits
	 */
	SegmentationNetwork(final Architecture architecture, final int classes, final Scope scope, final long seed, final boolean low) {
		this(new UNet(architecture, scope, seed, low), new SegmentationHead(architecture, classes, scope, seed));
	}

	/** Gets the same network with other weights, whose parts are ordered as {@link #parts}. */
	SegmentationNetwork with(final List<Weights> parts) {
		return new SegmentationNetwork(network.with(parts.get(0), parts.get(1)), new SegmentationHead(parts.get(2)));
	}

	/** Gets all weights: those of the encoder, the decoder and the last layer. */
	List<Weights> parts() {
		return List.of(network.encoder(), network.decoder(), head.weights());
	}

	UNet network() {
		return network;
	}

	SegmentationHead head() {
		return head;
	}

	/**
	 * Runs the network.
	 *
	 * @param images (N, 1, Y, X)
	 * @param training true to keep what gradients need and to normalise by the statistics of the batch
	 * @return class scores (N, classes, Y, X)
	 */
	NDArray logits(final Scope step, final NDArray images, final boolean training) {
		return network.logits(step, images, head, training);
	}

	/** Runs the network for training, with features multiplied as {@link UNet#perturbed} says. */
	NDArray perturbed(final Scope step, final NDArray images, final List<NDArray> kept) {
		return network.perturbed(step, images, head, kept);
	}

	/** Copies all arrays to the Java side. */
	Map<String, HostArray> weights() {
		final Map<String, HostArray> weights = new LinkedHashMap<>();
		parts().forEach(part -> weights.putAll(part.export()));
		return weights;
	}

	/** Predicts with the weights as they are. */
	SlicePredictor predictor(final Preprocessing preprocessing, final int classes) {
		return new SlicePredictor(network, head, preprocessing, classes);
	}
}
