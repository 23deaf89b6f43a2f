// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.cases.Case;

/**
 * A slice, or a whole volume, that is or may be labelled.
 *
 * @param owner the volume
 * @param slice from 0; {@link #WHOLE} for all of them
 * @param depth number of slices of the volume
 * @param labelled whether something is known of it
 * @param features what it is like: close where slices look alike; empty if that is not asked for
 * @param uncertainty mean entropy of the classes of a pixel, from 0 (sure) to 1; NaN where the strategy does not ask
 */
record Candidate(Case owner, int slice, int depth, boolean labelled, float[] features, double uncertainty) {

	static final int WHOLE = -1;

	/** Returns the weight of its uncertainty; all are alike if that is not known. */
	double weight() {
		return Double.isNaN(uncertainty) ? 1 : uncertainty;
	}

	/** Joins the slices of each volume, whose features and uncertainties are averaged. */
	static List<Candidate> volumes(final List<Candidate> slices) {
		final Map<Case, List<Candidate>> byOwner = new LinkedHashMap<>();
		slices.forEach(slice -> byOwner.computeIfAbsent(slice.owner(), owner -> new ArrayList<>()).add(slice));
		return byOwner.values().stream().map(Candidate::joined).toList();
	}

	private static Candidate joined(final List<Candidate> slices) {
		final float[] mean = new float[slices.get(0).features().length];
		for (final Candidate slice : slices)
			for (int i = 0; i < mean.length; i++)
				mean[i] += slice.features()[i] / slices.size();
		return new Candidate(slices.get(0).owner(), WHOLE, slices.get(0).depth(), slices.stream().anyMatch(
			Candidate::labelled), mean, slices.stream().mapToDouble(Candidate::uncertainty).average().orElse(Double.NaN));
	}
}
