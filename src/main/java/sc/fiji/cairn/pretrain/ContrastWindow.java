// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.train.NetworkPlan;

/**
 * The window that pretraining looks through. Slices are seen whole. Of volumes it has half the sides of the network's window,
 * for two reasons: batches of contrast hold many images, and a window as large as the volumes would leave no places to tell
 * apart.
 */
final class ContrastWindow {

	/** Shortest side across. */
	private static final int LEAST = 8;

	private ContrastWindow() {}

	/** Finds the window for a network, whose plan remains as it is. */
	static Preprocessing of(final NetworkPlan plan) {
		final Preprocessing whole = plan.preprocessing();
		final Architecture network = plan.architecture();
		if (whole.isFlat()) return whole;
		return new Preprocessing(half(whole.size(), LEAST, network.multiple(2)), whole.spacing(), whole.normalisation(), half(whole
			.depth(), 1, network.multiple(0)), whole.spacingZ(), half(whole.height(), LEAST, network.multiple(1)));
	}

	/** Halves a side, rounded up to what the network takes. */
	private static int half(final int side, final int least, final int multiple) {
		final int half = Math.max(least, (side + 1) / 2);
		return Math.min(side, (half + multiple - 1) / multiple * multiple);
	}
}
