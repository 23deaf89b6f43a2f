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
 * @param depths number of slices of each volume
 * @param threshold largest difference of positions, as a share of the stack
 * @param batch about how many images
 */
record PositionalDraws(List<Integer> depths, double threshold, int batch) implements SliceContrast {

	@Override
	public List<Draw> draw(final SplittableRandom random) {
		return Draw.twoViews(depths, batch, random);
	}

	private double position(final Draw draw) {
		return (draw.slice() + 1.0) / depths.get(draw.stack());
	}

	@Override
	public float[][] masks(final List<Draw> draws) {
		return new float[][] { Draw.mask(draws, (a, b) -> a.sameSlice(b) || Math.abs(position(a) - position(
			b)) < threshold) };
	}

	@Override
	public NDArray loss(final Losses losses, final Scope step, final NDArray z, final List<NDArray> masks,
		final double temperature)
	{
		return losses.supervised(step, z, masks.get(0), temperature);
	}
}
