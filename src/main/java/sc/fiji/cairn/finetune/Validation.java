// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingLog;

/**
 * Segments the validation cases now and then during a training, and tells the mean Dice.
 */
final class Validation implements TrainingListener {

	/** How often, over the whole training. */
	private static final int TIMES = 10;

	private final List<PreparedVolume> stacks;
	private final SlicePredictor predictor;
	private final int classes;
	private final int iterations;
	private final Scope scope;
	private final TrainingListener audience;
	private final Progress progress;

	Validation(final List<PreparedVolume> stacks, final SlicePredictor predictor, final int classes, final int iterations,
		final Scope scope, final TrainingListener audience, final Progress progress)
	{
		this.stacks = stacks;
		this.predictor = predictor;
		this.classes = classes;
		this.iterations = iterations;
		this.scope = scope;
		this.audience = audience;
		this.progress = progress;
	}

	@Override
	public void stepped(final StepReport report) {
		if (isDue(report.step() + 1)) validate(report.step() + 1);
	}

	@Override
	public void started(final String name, final int steps, final TrainingLog before) {
		final int done = before.steps().size();
		if (done > 0 && isDue(done) && !before.isValidated()) validate(done);
	}

	/** Validates after so many steps, if there are validation cases. */
	void validate(final long steps) {
		if (!stacks.isEmpty()) audience.validated(steps, dice());
	}

	private boolean isDue(final long steps) {
		// NB: after the last step the averaged weights are validated instead.
		return !stacks.isEmpty() && steps % Math.max(1, iterations / TIMES) == 0 && steps != iterations;
	}

	/** Computes the mean, over cases and foreground classes that occur in truth or prediction, of the Dice coefficient. */
	private double dice() {
		return stacks.stream().mapToDouble(this::dice).filter(Double::isFinite).average().orElse(Double.NaN);
	}

	private double dice(final PreparedVolume stack) {
		final long[] shared = new long[classes];
		final long[] total = new long[classes];
		final int area = stack.width() * stack.height();
		predictor.predict(stack, scope, progress, false, (slice, scores) -> {
			final byte[] truth = stack.labels(slice);
			for (int i = 0; i < area; i++) {
				final int known = truth[i] & 0xff;
				if (known == PreparedVolume.IGNORE) continue;
				final int found = SlicePredictor.best(scores, i, area, classes);
				total[known]++;
				total[found]++;
				if (known == found) shared[known]++;
			}
		});
		double sum = 0;
		int count = 0;
		for (int c = 1; c < classes; c++) {
			if (total[c] == 0) continue;
			sum += 2.0 * shared[c] / total[c];
			count++;
		}
		return sum / count;
	}
}
