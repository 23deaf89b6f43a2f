// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One line of a table of scores, the same in the CSV file and in ImageJ's results table.
 *
 * @param name the case, or {@code mean} or {@code sd}
 * @param label the class, or {@code all}
 * @param values one per measure, NaN where there is none
 * @param absentIn which image lacks the class; empty in mean and sd
 * @param n how many cases enter the Dice of this line
 * @param unit unit of length; empty where cases of different units meet
 */
record Row(String name, String label, double[] values, String absentIn, int n, String unit) {

	private static final String ALL = "all";

	/** Lists the lines of a result: cases first, then mean and sd of each class, then of all classes. */
	static List<Row> of(final EvaluationResult result) {
		final List<Row> rows = new ArrayList<>();
		for (final CaseScore c : result.cases()) {
			for (final ClassScore s : c.scores()) {
				final double[] values = Stream.of(Measure.values()).mapToDouble(m -> m.of(s)).toArray();
				rows.add(new Row(c.name(), "" + s.label(), values, s.absence().toString(),
					s.absence() == Absence.BOTH ? 0 : 1, c.unit()));
			}
		}
		for (final int label : result.labels()) {
			addSummary(rows, "" + label, result.unit(), m -> result.summary(label, m));
		}
		addSummary(rows, ALL, result.unit(), result::overall);
		return rows;
	}

	private static void addSummary(final List<Row> rows, final String label, final String unit,
		final Function<Measure, Statistic> summary)
	{
		final List<Statistic> statistics = Stream.of(Measure.values()).map(summary).toList();
		final int n = statistics.get(Measure.DICE.ordinal()).n();
		rows.add(new Row("mean", label, statistics.stream().mapToDouble(Statistic::mean).toArray(), "", n, unit));
		rows.add(new Row("sd", label, statistics.stream().mapToDouble(Statistic::sd).toArray(), "", n, unit));
	}
}
