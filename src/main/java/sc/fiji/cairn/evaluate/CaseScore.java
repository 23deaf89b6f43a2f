// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The scores of one case.
 *
 * @param name base name of its files
 * @param unit unit of length of its distances: {@code mm}, or the label image's own unit if that has no known length
 * @param scores one per class of the evaluation, ascending by label
 */
public record CaseScore(String name, String unit, List<ClassScore> scores) {

	public CaseScore {
		scores = List.copyOf(scores);
	}

	/** Gets the score of a class; one that says "absent in both" if no image of the case holds the class. */
	public ClassScore score(final int label) {
		return scores.stream().filter(s -> s.label() == label).findFirst().orElseGet(() -> ClassScore.absent(label));
	}

	/**
	 * Joins the classes of the case.
	 *
	 * @return the mean over the classes that the case has, NaN if it has none; for volumes the sum
	 */
	public double overall(final Measure measure) {
		final DoubleStream values = scores.stream().mapToDouble(measure::of).filter(v -> !Double.isNaN(v));
		return measure.dimension() == 3 ? values.sum() : values.average().orElse(Double.NaN);
	}
}
