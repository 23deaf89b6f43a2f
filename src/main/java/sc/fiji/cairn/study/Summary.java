// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of a report, all computed from the scores of the cases.
 * <p>
 * Cases without a score (no class in truth and prediction) are left out of means and pairs.
 * </p>
 */
public final class Summary {

	private final Results results;
	private final String group;

	/**
	 * Summarises the runs that are finished.
	 *
	 * @param group regular expression whose capturing group says which cases belong together; empty if each stands for
	 *          itself
	 */
	public Summary(final Results results, final String group) {
		this.results = results;
		this.group = group;
	}

	/**
	 * The differences of two methods, of the same number of labelled volumes, over draws and test cases.
	 *
	 * @param mean mean difference of the Dice, over all pairs of a draw and a test case
	 * @param draws by draw: its mean difference
	 * @param test test of the mean differences of the groups of test cases, each over its cases and the draws: cases of a
	 *          group, and draws scored on the same cases, are not independent
	 */
	public record Difference(double mean, List<Double> draws, WilcoxonSignedRank test) {}

	/** Gets the mean of numbers, without NaN; NaN if there is none. */
	public static double mean(final List<Double> values) {
		return values.stream().filter(value -> !Double.isNaN(value)).mapToDouble(Double::doubleValue).average().orElse(
			Double.NaN);
	}

	/** Gets the numbers of labelled volumes that there are runs of, ascending. */
	public List<Integer> counts() {
		return results.runs().stream().filter(run -> !run.isCeiling()).map(run -> Integer.valueOf(run.labelled())).distinct()
			.sorted().toList();
	}

	/** Gets the methods that there are runs of. */
	public List<String> methods() {
		return results.runs().stream().filter(run -> !run.isCeiling()).map(RunKey::method).distinct().toList();
	}

	/**
	 * Gets the mean of a measure over the test cases, by draw.
	 *
	 * @param value the measure; NaN where a case has none
	 */
	public Map<Integer, Double> draws(final String method, final String labelled,
		final ToDoubleFunction<CaseResult> value)
	{
		final Map<Integer, Double> draws = new TreeMap<>();
		for (final RunKey run : results.runs())
			if (run.method().equals(method) && run.labelled().equals(labelled)) draws.put(run.draw(), mean(results.of(run)
				.stream().map(value::applyAsDouble).toList()));
		return draws;
	}

	/** Gets the mean over the draws of what {@link #draws} gives; NaN if there is none. */
	public double mean(final String method, final String labelled, final ToDoubleFunction<CaseResult> value) {
		return mean(List.copyOf(draws(method, labelled, value).values()));
	}

	/** To the digits of the table, so that equal differences are equal. */
	private static double rounded(final double difference) {
		return Math.round(difference * 1e9) / 1e9;
	}

	/** Compares a method with another where both have a run of a draw. */
	public Difference difference(final String method, final String reference, final String labelled) {
		final Map<String, List<Double>> cases = new LinkedHashMap<>();
		final List<Double> draws = new ArrayList<>();
		for (final int draw : draws(method, labelled, CaseResult::dice).keySet()) {
			final Map<String, Double> there = new LinkedHashMap<>();
			results.of(new RunKey(reference, labelled, draw)).forEach(one -> there.put(one.name(), one.dice()));
			final List<Double> differences = new ArrayList<>();
			for (final CaseResult one : results.of(new RunKey(method, labelled, draw))) {
				final double difference = one.dice() - there.getOrDefault(one.name(), Double.NaN);
				if (Double.isNaN(difference)) continue;
				differences.add(rounded(difference));
				cases.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(rounded(difference));
			}
			if (!differences.isEmpty()) draws.add(mean(differences));
		}
		final double[] groups = Groups.of(List.copyOf(cases.keySet()), group).members().values().stream().mapToDouble(
			names -> rounded(mean(all(cases, names)))).toArray();
		return new Difference(mean(all(cases, cases.keySet())), draws, WilcoxonSignedRank.of(groups));
	}

	private static List<Double> all(final Map<String, List<Double>> cases, final Collection<String> names) {
		return names.stream().flatMap(name -> cases.get(name).stream()).toList();
	}
}
