// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The scores of a folder of predictions.
 * <p>
 * A class counts in the mean of a measure only for cases where at least one of prediction and truth holds it (see
 * {@link ClassScore}); {@link Statistic#n()} says how many those are.
 * </p>
 *
 * @param labels the classes found in any case, ascending
 * @param cases the cases, by name
 */
public record EvaluationResult(List<Integer> labels, List<CaseScore> cases) {

	public EvaluationResult {
		labels = List.copyOf(labels);
		cases = List.copyOf(cases);
	}

	/** The unit of length that all cases share; empty if they do not share one. */
	public String unit() {
		final List<String> units = cases.stream().map(CaseScore::unit).distinct().toList();
		return units.size() == 1 ? units.get(0) : "";
	}

	/**
	 * Summarises one class over the cases.
	 *
	 * @return mean, sd and n; without a value for distances and volumes if the cases have different units
	 */
	public Statistic summary(final int label, final Measure measure) {
		return over(measure, c -> measure.of(c.score(label)));
	}

	/**
	 * Summarises all classes over the cases: first the mean over the classes of each case ({@link CaseScore#overall}),
	 * then mean and sd over cases.
	 *
	 * @return mean, sd and n; without a value for distances and volumes if the cases have different units
	 */
	public Statistic overall(final Measure measure) {
		return over(measure, c -> c.overall(measure));
	}

	private Statistic over(final Measure measure, final ToDoubleFunction<CaseScore> value) {
		if (measure.dimension() > 0 && unit().isEmpty()) return Statistic.of();
		return Statistic.of(cases.stream().mapToDouble(value).toArray());
	}
}
