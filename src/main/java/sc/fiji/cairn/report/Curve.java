// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.util.List;

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

	/**
	 * Reads the table of a training.
	 *
	 * @param csv the first line names the columns, among them {@code step} and {@code loss}
	 */
	static Curve parse(final String name, final String stage, final String csv) {
		final List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
		if (lines.isEmpty()) return new Curve(name, stage, new double[0], new double[0]);
		final List<String> columns = List.of(lines.get(0).split(","));
		return new Curve(name, stage, column(lines, columns.indexOf("step")), column(lines, columns.indexOf("loss")));
	}

	private static double[] column(final List<String> lines, final int index) {
		return lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",", -1)[index])).toArray();
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
