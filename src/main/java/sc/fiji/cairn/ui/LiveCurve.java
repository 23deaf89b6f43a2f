// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.Arrays;

import sc.fiji.cairn.report.Curve;

/**
 * A curve that grows while a training runs, of a bounded number of points: when it is full, neighbours become their mean.
 */
final class LiveCurve {

	/** More than a window has pixels across. */
	static final int MOST = 2048;

	private final double[] steps = new double[MOST];
	private final double[] values = new double[MOST];
	private int points;

	/** Number of values that a point stands for. */
	private int each = 1;

	/** Number of values in the last point, if it is not full. */
	private int pending;

	/** Adds a value. */
	void add(final double step, final double value) {
		if (pending == 0) {
			if (points == MOST) halve();
			points++;
			steps[points - 1] = 0;
			values[points - 1] = 0;
		}
		final int last = points - 1;
		steps[last] += (step - steps[last]) / (pending + 1);
		values[last] += (value - values[last]) / (pending + 1);
		pending = (pending + 1) % each;
	}

	private void halve() {
		points /= 2;
		for (int i = 0; i < points; i++) {
			steps[i] = (steps[2 * i] + steps[2 * i + 1]) / 2;
			values[i] = (values[2 * i] + values[2 * i + 1]) / 2;
		}
		each *= 2;
	}

	/** Takes a value back that was added for the same step, if there is one, and adds another. */
	void replace(final double step, final double value) {
		if (points > 0 && steps[points - 1] == step && each == 1) points--;
		add(step, value);
	}

	/** Copies the points. */
	Curve curve() {
		return new Curve("", "", Arrays.copyOf(steps, points), Arrays.copyOf(values, points));
	}
}
