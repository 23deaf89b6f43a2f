// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;

/**
 * One image of a contrastive batch.
 *
 * @param stack which volume it comes from
 * @param slice which slice of it
 * @param partition which part of the stack the slice lies in; 0 where parts do not matter
 * @param view whether it is a randomly changed view; false for the slice as it is
 */
record Draw(int stack, int slice, int partition, boolean view) {

	/** Gets the place that it shows. */
	Place place(final List<PreparedVolume> stacks) {
		return Place.slice(stacks.get(stack), slice);
	}

	/** Returns true if both show the same slice of the same volume. */
	boolean sameSlice(final Draw other) {
		return stack == other.stack && slice == other.slice;
	}

	/** Draws a view of a slice, each slice of each volume as likely as any other. */
	static Draw anySlice(final List<Integer> depths, final SplittableRandom random) {
		int slice = random.nextInt(depths.stream().mapToInt(Integer::intValue).sum());
		int stack = 0;
		while (slice >= depths.get(stack))
			slice -= depths.get(stack++);
		return new Draw(stack, slice, 0, true);
	}

	/** Draws slices from all volumes, two views each, about as many images as a batch has. */
	static List<Draw> twoViews(final List<Integer> depths, final int batch, final SplittableRandom random) {
		final List<Draw> draws = new ArrayList<>();
		for (int i = 0; i < Math.max(2, batch / 2); i++)
			draws.addAll(Collections.nCopies(2, anySlice(depths, random)));
		return draws;
	}

	/** Gets the matrix (N, N) of the pairs of different images that are in a relation: 1 for yes, 0 for no. */
	static float[] mask(final List<Draw> draws, final BiPredicate<Draw, Draw> relation) {
		final int n = draws.size();
		final float[] mask = new float[n * n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				if (i != j && relation.test(draws.get(i), draws.get(j))) mask[i * n + j] = 1;
		return mask;
	}
}
