// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.List;

import sc.fiji.cairn.train.Recipe;

/**
 * How long to train, and how fast.
 *
 * @param iterations number of training steps of a stage
 * @param batch images in a batch
 * @param patches 3D patches in a batch, where the network sees volumes
 * @param rate largest learning rate
 */
public record Budget(int iterations, int batch, int patches, double rate) {

	/** Takes as many patches as slices. */
	public Budget(final int iterations, final int batch, final double rate) {
		this(iterations, batch, batch, rate);
	}

	/** Takes the budget of a recipe. */
	public static Budget of(final Recipe recipe) {
		return new Budget(recipe.iterations(), recipe.batch(), recipe.patches(), recipe.rate());
	}

	/**
	 * Returns the number of images that a stage sees, which is about what it costs.
	 *
	 * @param flat whether they are slices
	 */
	long images(final boolean flat) {
		return (long) iterations * (flat ? batch : patches);
	}

	/** Returns the number of images that some stages see. */
	static long images(final List<Budget> stages, final boolean flat) {
		return stages.stream().mapToLong(stage -> stage.images(flat)).sum();
	}
}
