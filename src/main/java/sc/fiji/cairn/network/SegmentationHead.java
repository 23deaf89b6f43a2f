// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import sc.fiji.cairn.torch.Scope;

/** The last layers of a U-Net: from the finest map to one score a class, background first. */
public final class SegmentationHead {

	private final Weights weights;

	/**
	 * Makes a head with random weights.
	 *
	 * @param classes number of classes, background included
	 */
	public SegmentationHead(final Architecture architecture, final int classes, final Scope scope, final long seed) {
		weights = new Weights(scope, seed);
		architecture.head(classes).forEach(weights::add);
	}

	/** Makes a head of weights that are there already. */
	public SegmentationHead(final Weights weights) {
		this.weights = weights;
	}

	/** Gets the weights of the layers, those of the last convolution last. */
	public Weights weights() {
		return weights;
	}
}
