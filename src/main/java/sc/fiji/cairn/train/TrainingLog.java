// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.torch.HostArray;

/** The course of a training, kept in checkpoints and in the model file. */
public final class TrainingLog implements TrainingListener {

	private static final int COLUMNS = 5;

	/** So many of the last steps say where a loss is: a single one says little. */
	private static final int RECENT = 20;

	private final List<TrainedStep> steps = new ArrayList<>();

	@Override
	public void stepped(final StepReport report) {
		steps.add(new TrainedStep(report.step() + 1, (float) report.loss(), (float) report.gradientNorm(), (float) report.rate(),
			OptionalDouble.empty()));
	}

	/** Writes the mean validation Dice beside the last step. */
	@Override
	public void validated(final long done, final double dice) {
		final TrainedStep last = steps.remove(steps.size() - 1);
		steps.add(new TrainedStep(last.number(), last.loss(), last.gradientNorm(), last.rate(), OptionalDouble.of((float) dice)));
	}

	/** Tells if the last step has a validation Dice. */
	public boolean isValidated() {
		return !steps.isEmpty() && steps.get(steps.size() - 1).dice().isPresent();
	}

	/** Adds the steps of another training, which are counted on. */
	public void append(final TrainingLog next) {
		final int before = steps.size();
		next.steps.forEach(step -> steps.add(step.after(before)));
	}

	/** Gets the steps so far. */
	public List<TrainedStep> steps() {
		return Collections.unmodifiableList(steps);
	}

	/** Returns the mean loss of the last steps. */
	double recentLoss() {
		return steps.subList(Math.max(0, steps.size() - RECENT), steps.size()).stream().mapToDouble(TrainedStep::loss).average()
			.orElse(Double.NaN);
	}

	HostArray toArray() {
		final float[] values = new float[COLUMNS * steps.size()];
		int i = 0;
		for (final TrainedStep step : steps)
			for (final double value : new double[] { step.number(), step.loss(), step.gradientNorm(), step.rate(), step.dice().orElse(
				Double.NaN) })
				values[i++] = (float) value;
		return new HostArray(new long[] { steps.size(), COLUMNS }, values);
	}

	void restore(final HostArray array) {
		steps.clear();
		final float[] values = array.values();
		for (int i = 0; i < values.length; i += COLUMNS)
			steps.add(new TrainedStep((long) values[i], values[i + 1], values[i + 2], values[i + 3], Float.isNaN(values[i + 4])
				? OptionalDouble.empty() : OptionalDouble.of(values[i + 4])));
	}
}
