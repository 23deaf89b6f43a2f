// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.Locale;

import sc.fiji.cairn.Progress;

/**
 * Tells a progress, and so the log of a run without a window, what happens in a training.
 *
 * @param log course of the training, which hears of each step before
 * @param progress who to tell
 */
public record ProgressLines(TrainingLog log, Progress progress) implements TrainingListener {

	@Override
	public void started(final String name, final int iterations, final TrainingLog before) {
		progress.stage(name, iterations);
	}

	@Override
	public void stepped(final StepReport report) {
		progress.advance(report.step() + 1, String.format(Locale.ROOT, "loss %.3f", log.recentLoss()));
	}

	@Override
	public void validated(final long steps, final double dice) {
		progress.log(String.format(Locale.ROOT, "Mean Dice of the validation cases after step %d: %.4f.", steps, dice));
	}
}
