// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.CairnException;

/**
 * Draws places to learn from without labels: first a volume with slices of which nothing is known, each as likely, then,
 * for a 2D network, one of these slices, and for a 3D network any place in it.
 */
public final class UnlabelledPlaces implements PlaceSource {

	private final List<? extends PlaceSource> volumes;

	/**
	 * Lists the places to draw from.
	 *
	 * @throws CairnException if all slices are labelled
	 */
	public UnlabelledPlaces(final List<PreparedVolume> stacks, final Preprocessing preprocessing) {
		volumes = stacks.stream().filter(UnlabelledPlaces::existIn).map(stack -> preprocessing.isFlat() ? SomeSlices.of(stack,
			z -> !stack.isKnown(z)) : new WindowRoom(stack, preprocessing)).toList();
		if (volumes.isEmpty()) throw new CairnException("All slices are labelled, so there is none to learn from without a " +
			"label; name a folder of others in the parameter unlabelled.");
	}

	/** Tells if there is a slice of a stack of which nothing is known. */
	public static boolean existIn(final PreparedVolume stack) {
		for (int z = 0; z < stack.depth(); z++)
			if (!stack.isKnown(z)) return true;
		return false;
	}

	@Override
	public Place draw(final SplittableRandom random) {
		return volumes.get(random.nextInt(volumes.size())).draw(random);
	}
}
