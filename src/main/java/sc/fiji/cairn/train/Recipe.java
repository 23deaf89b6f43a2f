// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

/**
 * How long, in which batches, and how a network is trained.
 *
 * @param iterations number of steps
 * @param batch number of slices in a batch
 * @param patches number of 3D patches in a batch, where a network sees volumes
 * @param rate largest learning rate
 * @param optimisation what is done with gradients
 */
public record Recipe(int iterations, int batch, int patches, double rate, Optimisation optimisation) {

	/** For learning from labels: a patch has some thirty times the voxels of a slice; two of them still differ, as normalisation needs. */
	private static final int USUAL_PATCHES = 2;

	/** Takes the usual number of patches. */
	public Recipe(final int iterations, final int batch, final double rate, final Optimisation optimisation) {
		this(iterations, batch, USUAL_PATCHES, rate, optimisation);
	}

	/** Gets the same with batches of 3D patches. */
	public Recipe inVolumes() {
		return new Recipe(iterations, patches, patches, rate, optimisation);
	}
}
