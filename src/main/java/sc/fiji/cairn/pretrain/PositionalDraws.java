// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.torch.Scope;

/**
 * The batches and the loss of positional contrast: slices drawn from all volumes alike, two views each. The position of
 * slice i of n is (i + 1) / n; images are alike if their positions differ by less than the threshold, or if they show
 * the same slice (Zeng et al. 2021, equations 1 and 2, and their code).
 *
 * @param volumes where the centre of the window can lie in each volume
 * @param threshold largest difference of positions, as a share of the volume
 * @param axes along which positions differ by less
 * @param batch about how many images
 */
record PositionalDraws(List<Centres> volumes, double threshold, PositionAxes axes, int batch) implements SliceContrast {

	@Override
	public List<Draw> draw(final SplittableRandom random) {
		return Draw.twoViews(volumes, batch, random);
	}

	/** Returns true if the images are at about the same place of their volumes. */
	private boolean alike(final Draw a, final Draw b) {
		final Centres own = volumes.get(a.stack());
		final Centres other = volumes.get(b.stack());
		if (!(Math.abs(own.z().position(a.z()) - other.z().position(b.z())) < threshold)) return false;
		return axes == PositionAxes.Z || Math.abs(own.x().position(a.x()) - other.x().position(b.x())) < threshold && Math.abs(
			own.y().position(a.y()) - other.y().position(b.y())) < threshold;
	}

	@Override
	public float[][] masks(final List<Draw> draws) {
		return new float[][] { Draw.mask(draws, (a, b) -> a.samePlace(b) || alike(a, b)) };
	}

	@Override
	public NDArray loss(final Losses losses, final Scope step, final NDArray z, final List<NDArray> masks,
		final double temperature)
	{
		return losses.supervised(step, z, masks.get(0), temperature);
	}
}
