// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.sampling.Partitions;
import sc.fiji.cairn.torch.Scope;

/**
 * Composes the batches of global contrast (Chaitanya et al. 2020, section 3.1; their code for the numbers of copies).
 * <ul>
 * <li>G_R: slices from anywhere, two views each.</li>
 * <li>G_D-: one slice of each partition of some volumes, each as it is and in two views.</li>
 * <li>G_D: groups of two volumes, one slice of each partition, each as it is and in one view.</li>
 * </ul>
 *
 * @param volumes where the centre of the window can lie in each volume
 * @param strategy which of these
 * @param partitions number of parts S that stacks are cut into
 * @param batch about how many images
 */
record GlobalDraws(List<Centres> volumes, Strategy strategy, int partitions, int batch)
	implements SliceContrast
{

	@Override
	public List<Draw> draw(final SplittableRandom random) {
		final List<Draw> draws = new ArrayList<>();
		switch (strategy) {
			case RANDOM -> draws.addAll(Draw.twoViews(volumes, batch, random));
			case GD_MINUS -> {
				final int count = Math.max(1, (int) Math.round(batch / (3.0 * partitions)));
				for (int i = 0; i < count; i++)
					volume(draws, random, random.nextInt(volumes.size()), 2);
			}
			case GD -> {
				final int groups = Math.max(1, (int) Math.round(batch / (4.0 * partitions)));
				for (int i = 0; i < groups; i++) {
					final int first = random.nextInt(volumes.size());
					volume(draws, random, first, 1);
					volume(draws, random, another(first, random), 1);
				}
			}
		}
		return draws;
	}

	private void volume(final List<Draw> draws, final SplittableRandom random, final int stack, final int views) {
		final Partitions parts = new Partitions(volumes.get(stack).z().count(), partitions);
		for (int part = 0; part < partitions; part++) {
			final Draw draw = volumes.get(stack).draw(stack, random.nextInt(parts.start(part), parts.end(part)), part, false,
				random);
			draws.add(draw);
			draws.addAll(Collections.nCopies(views, draw.changed()));
		}
	}

	/** Another volume than the given one, if there is one. */
	private int another(final int stack, final SplittableRandom random) {
		if (volumes.size() == 1) return stack;
		final int other = random.nextInt(volumes.size() - 1);
		return other < stack ? other : other + 1;
	}

	/** Returns true if b is a positive of a: another image of the batch that should be alike. */
	boolean positive(final Draw a, final Draw b) {
		return a.samePlace(b) || strategy == Strategy.GD && a.partition() == b.partition() && a.stack() != b.stack();
	}

	/** Returns true if b is a negative of a: an image that should be different. */
	boolean negative(final Draw a, final Draw b) {
		return strategy == Strategy.RANDOM ? !a.samePlace(b) : a.partition() != b.partition();
	}

	@Override
	public float[][] masks(final List<Draw> draws) {
		return new float[][] { Draw.mask(draws, this::positive), Draw.mask(draws, this::negative) };
	}

	@Override
	public NDArray loss(final Losses losses, final Scope step, final NDArray z, final List<NDArray> masks,
		final double temperature)
	{
		return losses.pairwise(step, z, masks.get(0), masks.get(1), temperature);
	}
}
