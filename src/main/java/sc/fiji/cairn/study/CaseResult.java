// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.Map;
import java.util.TreeMap;

import sc.fiji.cairn.evaluate.CaseScore;
import sc.fiji.cairn.evaluate.ClassScore;
import sc.fiji.cairn.evaluate.Csv;
import sc.fiji.cairn.evaluate.Measure;

/**
 * How well the model of one run segments one test case: a row of {@code results.csv}.
 *
 * @param run which run
 * @param name base name of the case
 * @param classDice Dice by class; classes that neither truth nor prediction has are left out
 * @param dice mean over these classes; NaN if there is none
 * @param hd95 mean 95th percentile of the surface distances, in {@code unit}
 * @param unit unit of length of the case
 * @param seconds how long the run took to fine-tune
 */
public record CaseResult(RunKey run, String name, Map<Integer, Double> classDice, double dice, double hd95, String unit,
	double seconds)
{

	/** Takes what matters from the scores of a case. */
	static CaseResult of(final RunKey run, final CaseScore score, final double seconds) {
		final Map<Integer, Double> classes = new TreeMap<>();
		for (final ClassScore one : score.scores())
			if (!Double.isNaN(one.dice())) classes.put(one.label(), rounded(one.dice()));
		return new CaseResult(run, score.name(), classes, rounded(score.overall(Measure.DICE)), rounded(score.overall(
			Measure.HD95)), score.unit(), rounded(seconds));
	}

	/** As the table will hold it, so that a study that goes on computes the same numbers from it. */
	private static double rounded(final double value) {
		return Csv.number(Csv.number(value));
	}
}
