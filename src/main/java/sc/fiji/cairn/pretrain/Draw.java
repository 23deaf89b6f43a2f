// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/**
 * One image of a contrastive batch: a slice, or a part of a volume.
 *
 * @param stack which volume it comes from
 * @param x place of the centre of the window among the {@link Centres} of the volume; the others likewise
 * @param z for a 2D network, the slice
 * @param partition which part of the volume it lies in; 0 where parts do not matter
 * @param view whether it is a randomly changed view; false for the volume as it is
 */
record Draw(int stack, int x, int y, int z, int partition, boolean view) {

	/** Gets a view of the same place. */
	Draw changed() {
		return new Draw(stack, x, y, z, partition, true);
	}

	/** Returns true if both show the same place of the same volume. */
	boolean samePlace(final Draw other) {
		return stack == other.stack && x == other.x && y == other.y && z == other.z;
	}

	/** Draws places from all volumes, two views each, about as many images as a batch has. */
	static List<Draw> twoViews(final List<Centres> volumes, final int batch, final SplittableRandom random) {
		final List<Draw> draws = new ArrayList<>();
		for (int i = 0; i < Math.max(2, batch / 2); i++)
			draws.addAll(Collections.nCopies(2, Centres.anywhere(volumes, random)));
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
