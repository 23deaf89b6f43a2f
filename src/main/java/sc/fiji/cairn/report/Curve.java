// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.util.List;

import sc.fiji.cairn.model.TrainedStep;

/**
 * What a number, such as the loss, does during a training.
 *
 * @param name of the model
 * @param stage what kind of training: losses of two kinds cannot be compared
 * @param steps numbers of the steps
 * @param values the number at each of the steps
 */
public record Curve(String name, String stage, double[] steps, double[] values) {

	private static final int SMOOTHING = 40;

	/** Gets the loss of a training. */
	static Curve loss(final String name, final String stage, final List<TrainedStep> log) {
		return new Curve(name, stage, log.stream().mapToDouble(TrainedStep::number).toArray(), log.stream().mapToDouble(
			TrainedStep::loss).toArray());
	}

	/** Returns the values with each value replaced by the mean of its surroundings, a fortieth of the training long. */
	double[] smooth() {
		final int reach = values.length / SMOOTHING / 2;
		final double[] means = new double[values.length];
		for (int i = 0; i < means.length; i++) {
			// As far to the left as to the right: a one-sided mean would bend the ends.
			final int side = Math.min(reach, Math.min(i, values.length - 1 - i));
			for (int j = i - side; j <= i + side; j++)
				means[i] += values[j] / (2 * side + 1);
		}
		return means;
	}
}
