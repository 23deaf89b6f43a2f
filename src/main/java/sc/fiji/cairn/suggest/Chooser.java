// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.sampling.Seeds;

/** Chooses by a strategy among candidates; the same seed, the same choice. */
final class Chooser {

	/** Of the candidates that a model is least sure of, so many times as many as wanted are compared with each other. */
	private static final int UNSURE = 8;

	private final LabelStrategy strategy;
	private final long seed;

	Chooser(final LabelStrategy strategy, final long seed) {
		this.strategy = strategy;
		this.seed = seed;
	}

	/**
	 * Chooses.
	 *
	 * @param all candidates; those that are labelled are not chosen again, but count as seen
	 * @param count how many are wanted
	 * @return the most useful first; fewer if there are not as many
	 */
	List<Candidate> choose(final List<Candidate> all, final int count) {
		final List<Candidate> free = all.stream().filter(one -> !one.labelled()).toList();
		final List<Candidate> labelled = all.stream().filter(Candidate::labelled).toList();
		final int wanted = Math.min(count, free.size());
		// NB: the first numbers of close seeds are alike.
		final Random random = new Random(Seeds.random(seed, 0, 0).nextLong());
		return switch (strategy) {
			case RANDOM -> shuffled(free, random).subList(0, wanted);
			case EQUAL -> spread(free, labelled, wanted, random);
			case UNCERTAINTY -> apart(unsure(free, wanted), labelled, wanted);
			case COVERAGE, BOTH -> typical(free, labelled, wanted, random);
		};
	}

	private static List<Candidate> shuffled(final List<Candidate> free, final Random random) {
		final List<Candidate> order = new ArrayList<>(free);
		Collections.shuffle(order, random);
		return order;
	}

	/** Takes places at equal distances from one end of a volume to the other, each in the next volume. */
	private static List<Candidate> spread(final List<Candidate> free, final List<Candidate> labelled, final int wanted,
		final Random random)
	{
		final Map<Case, List<Candidate>> left = shuffled(free, random).stream().collect(Collectors.groupingBy(Candidate::owner,
			LinkedHashMap::new, Collectors.toList()));
		final Map<Case, Long> known = labelled.stream().collect(Collectors.groupingBy(Candidate::owner, Collectors.counting()));
		final List<Case> owners = left.keySet().stream().sorted(Comparator.comparingLong(one -> known.getOrDefault(one, 0L)))
			.toList();
		final double first = random.nextDouble();
		final List<Candidate> chosen = new ArrayList<>();
		for (int i = 0; chosen.size() < wanted; i++) {
			final double place = (i % wanted + first) / wanted;
			final List<Candidate> slices = left.get(owners.get(i % owners.size()));
			slices.stream().min(Comparator.comparingDouble(one -> Math.abs((one.slice() + 0.5) / one.depth() - place))).ifPresent(
				one -> {
					chosen.add(one);
					slices.remove(one);
				});
		}
		return chosen;
	}

	private static List<Candidate> unsure(final List<Candidate> free, final int wanted) {
		return free.stream().sorted(Comparator.comparingDouble(Candidate::weight).reversed()).limit((long) UNSURE * wanted).toList();
	}

	/** Takes the first, and then again and again the one that is furthest from all that are taken or labelled. */
	private static List<Candidate> apart(final List<Candidate> free, final List<Candidate> labelled, final int wanted) {
		final double[] nearest = new double[free.size()];
		for (int i = 0; i < nearest.length; i++)
			nearest[i] = Clusters.nearest(free.get(i).features(), labelled.stream().map(Candidate::features).toList());
		final List<Candidate> chosen = new ArrayList<>();
		while (chosen.size() < wanted) {
			int best = -1;
			for (int i = 0; i < nearest.length; i++)
				if (nearest[i] >= 0 && (best < 0 || nearest[i] > nearest[best])) best = i;
			final Candidate next = free.get(best);
			chosen.add(next);
			for (int i = 0; i < nearest.length; i++)
				nearest[i] = Math.min(nearest[i], Clusters.distance(free.get(i).features(), next.features()));
			nearest[best] = -1;
		}
		return chosen;
	}

	/**
	 * Divides candidates into as many groups as are wanted, beside those around labelled ones, and takes of each the one
	 * nearest to its middle, if there is one in a volume of which no more is taken than of others; large groups first.
	 */
	private List<Candidate> typical(final List<Candidate> free, final List<Candidate> labelled, final int wanted,
		final Random random)
	{
		final double[] weights = free.stream().mapToDouble(one -> strategy == LabelStrategy.BOTH ? one.weight() : 1).toArray();
		final Clusters clusters = Clusters.of(free.stream().map(Candidate::features).toList(), weights, labelled.stream().map(
			Candidate::features).toList(), wanted, random);
		final Map<Case, Integer> taken = new HashMap<>();
		labelled.forEach(one -> taken.merge(one.owner(), 1, Integer::sum));
		final List<Candidate> chosen = new ArrayList<>();
		for (final int[] members : clusters.byWeight()) {
			Candidate best = null;
			int fewest = Integer.MAX_VALUE;
			for (final int member : members) {
				final Candidate one = free.get(member);
				final int there = taken.getOrDefault(one.owner(), 0);
				if (there >= fewest || chosen.contains(one)) continue;
				best = one;
				fewest = there;
			}
			if (best == null) continue;
			chosen.add(best);
			taken.merge(best.owner(), 1, Integer::sum);
		}
		// NB: where candidates are the same to the last digit there are fewer groups than wanted.
		for (final Candidate one : shuffled(free, random))
			if (chosen.size() < wanted && !chosen.contains(one)) chosen.add(one);
		return chosen;
	}
}
