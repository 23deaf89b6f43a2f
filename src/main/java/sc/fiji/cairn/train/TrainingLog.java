// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.torch.HostArray;

/**
 * The course of a training, one row a step, kept in checkpoints and in the model file.
 * <p>
 * As text it is a CSV table with the columns {@code step, loss, gradient_norm, rate, validation_dice}; the last is
 * empty where nothing was validated.
 * </p>
 */
public final class TrainingLog implements TrainingListener {

	/** First line of the table. */
	public static final String HEADER = "step,loss,gradient_norm,rate,validation_dice";

	private static final int COLUMNS = 5;

	private final List<float[]> rows = new ArrayList<>();

	@Override
	public void stepped(final StepReport report) {
		rows.add(new float[] { report.step() + 1, (float) report.loss(), (float) report.gradientNorm(), (float) report
			.rate(), Float.NaN });
	}

	/** Writes the mean validation Dice into the row of the last step. */
	@Override
	public void validated(final long steps, final double dice) {
		rows.get(rows.size() - 1)[COLUMNS - 1] = (float) dice;
	}

	/** Tells if the row of the last step has a validation Dice. */
	public boolean isValidated() {
		return !rows.isEmpty() && !Double.isNaN(validation(rows.size() - 1));
	}

	/** Adds the rows of another training, whose steps are counted on. */
	public void append(final TrainingLog next) {
		final int before = rows.size();
		for (final float[] row : next.rows) {
			final float[] copy = row.clone();
			copy[0] += before;
			rows.add(copy);
		}
	}

	/** Returns the loss of a step that was done, from 0. */
	public double loss(final int step) {
		return rows.get(step)[1];
	}

	/** Returns the mean validation Dice after a step that was done, from 0; NaN where nothing was validated. */
	public double validation(final int step) {
		return rows.get(step)[COLUMNS - 1];
	}

	/** Returns the number of steps so far. */
	public int steps() {
		return rows.size();
	}

	/** Returns the mean loss of the last steps, up to 20: a single one says little. */
	double recentLoss() {
		return rows.subList(Math.max(0, rows.size() - 20), rows.size()).stream().mapToDouble(row -> row[1]).average()
			.orElse(Double.NaN);
	}

	/** Writes the table as CSV. */
	public String toCsv() {
		final StringBuilder csv = new StringBuilder(HEADER).append('\n');
		for (final float[] row : rows)
			csv.append(String.format(Locale.ROOT, "%d,%.6g,%.6g,%.6g,%s%n", (long) row[0], row[1], row[2], row[3], Float.isNaN(
				row[4]) ? "" : String.format(Locale.ROOT, "%.4f", row[4])));
		return csv.toString().replace(System.lineSeparator(), "\n");
	}

	HostArray toArray() {
		final float[] values = new float[COLUMNS * rows.size()];
		for (int i = 0; i < rows.size(); i++)
			System.arraycopy(rows.get(i), 0, values, COLUMNS * i, COLUMNS);
		return new HostArray(new long[] { rows.size(), COLUMNS }, values);
	}

	void restore(final HostArray array) {
		rows.clear();
		for (int i = 0; i < array.shape()[0]; i++) {
			final float[] row = new float[COLUMNS];
			System.arraycopy(array.values(), COLUMNS * i, row, 0, COLUMNS);
			rows.add(row);
		}
	}
}
