// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.torch.Scope;

/** Which slices a batch holds, which of them count as alike or different, and what it costs to tell them wrongly. */
interface SliceContrast {

	/** Draws a batch; all batches have the same number of images. */
	List<Draw> draw(SplittableRandom random);

	/** Gets the matrices (N, N) that the loss needs, with 1 for yes and 0 for no and on the diagonal. */
	float[][] masks(List<Draw> draws);

	/**
	 * Computes the loss of a batch.
	 *
	 * @param z embeddings of its images (N, D)
	 * @param masks what {@link #masks} gave, as arrays
	 */
	NDArray loss(Losses losses, Scope step, NDArray z, List<NDArray> masks, double temperature);
}
