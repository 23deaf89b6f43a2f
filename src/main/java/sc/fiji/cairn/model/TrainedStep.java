// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A step of the trainings that made a model. Numbers are rounded to the digits that a file keeps.
 *
 * @param number of the step, from 1, over all trainings
 * @param loss of its batch
 * @param gradientNorm norm of the gradients, before it was limited
 * @param rate learning rate
 * @param dice mean Dice of the validation cases after it; none where nothing was validated
 */
public record TrainedStep(long number, double loss, double gradientNorm, double rate, OptionalDouble dice) {

	private static final String HEADER = "step,loss,gradient_norm,rate,validation_dice";
	private static final int DIGITS = 6;
	private static final int DECIMALS = 4;

	public TrainedStep {
		loss = rounded(loss);
		gradientNorm = rounded(gradientNorm);
		rate = rounded(rate);
		if (dice.isPresent() && Double.isFinite(dice.getAsDouble())) dice = OptionalDouble.of(decimal(dice.getAsDouble()).setScale(
			DECIMALS, RoundingMode.HALF_UP).doubleValue());
	}

	private static double rounded(final double value) {
		return Double.isFinite(value) ? decimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP)).doubleValue() : value;
	}

	private static BigDecimal decimal(final double value) {
		return new BigDecimal(Double.toString(value));
	}

	/** Gets the same step of a training that came after some other steps. */
	public TrainedStep after(final long steps) {
		return new TrainedStep(number + steps, loss, gradientNorm, rate, dice);
	}

	/** Writes a table: comma-separated, the first line names the columns. */
	static String csv(final List<TrainedStep> steps) {
		final StringBuilder csv = new StringBuilder(HEADER).append('\n');
		for (final TrainedStep step : steps)
			csv.append(String.format(Locale.ROOT, "%d,%.6g,%.6g,%.6g,", step.number, step.loss, step.gradientNorm, step.rate))
				.append(step.dice.isPresent() ? String.format(Locale.ROOT, "%.4f", step.dice.getAsDouble()) : "").append('\n');
		return csv.toString();
	}

	/**
	 * Reads a table.
	 *
	 * @throws IllegalArgumentException if it is no such table
	 */
	static List<TrainedStep> parse(final String csv) {
		if (!csv.startsWith(HEADER + "\n")) throw new IllegalArgumentException("other columns");
		return csv.lines().skip(1).map(line -> line.split(",", -1)).map(cells -> new TrainedStep(Long.parseLong(cells[0]), Double
			.parseDouble(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3]), cells[4].isEmpty() ? OptionalDouble
				.empty() : OptionalDouble.of(Double.parseDouble(cells[4])))).toList();
	}
}
