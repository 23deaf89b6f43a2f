// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.List;
import java.util.Map;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.sampling.LabelledPlaces;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.DivergedException;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.ProgressLines;
import sc.fiji.cairn.train.Training;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingSetup;

/**
 * The trainings of a fine-tuning: one on the given labels, then one for each round of self-training, each of a new
 * network from the same start.
 */
final class Rounds implements Training.Course {

	private final FineTuneOptions options;
	private final LabelledStacks data;
	private final List<PreparedVolume> unlabelled;
	private final TrainingSetup setup;
	private final List<Integer> values;
	private final Progress progress;
	private final TrainingLog log = new TrainingLog();
	private Map<String, HostArray> weights;
	private boolean stopped;

	/**
	 * Prepares the trainings.
	 *
	 * @param unlabelled volumes with slices without labels to learn from; empty for none
	 */
	Rounds(final FineTuneOptions options, final LabelledStacks data, final List<PreparedVolume> unlabelled,
		final TrainingSetup setup)
	{
		this.options = options;
		this.data = data;
		this.unlabelled = unlabelled;
		this.setup = setup;
		values = data.values().values();
		progress = setup.progress();
	}

	@Override
	public int count() {
		return 1 + options.fewLabels().selfTraining().rounds();
	}

	@Override
	public DivergedException train() {
		final SelfTraining selfTraining = options.fewLabels().selfTraining();
		List<PreparedVolume> predicted = List.of();
		for (int round = 0; round <= selfTraining.rounds(); round++) {
			try (Scope scope = setup.torch().scope().open()) {
				final SegmentationNetwork trainee = start(scope);
				final SlicePredictor predictor = trainee.predictor(setup.preprocessing(), values.size());
				final DivergedException diverged = train(trainee, predictor, round, predicted, scope);
				if (diverged != null || stopped || round == selfTraining.rounds()) return diverged;
				predicted.forEach(stack -> setup.store().drop(stack.classes()));
				predicted = new PseudoLabels(predictor, values.size(), selfTraining, setup.store()).label(unlabelled, scope, progress);
				// NB: another round would throw away what the user wants to keep.
				if (progress.isStopped()) return stopBefore(round + 1);
				if (predicted.isEmpty()) {
					progress.warn("No pixel is predicted with a probability of " + selfTraining.confidence() +
						", so there is nothing more to learn from, and training ends; lower the parameter confidence.");
					return null;
				}
			}
		}
		return null;
	}

	private DivergedException stopBefore(final int round) {
		stopped = true;
		progress.log("Stopped by the user before round " + round + " of self-training; the model of the round before is kept.");
		return null;
	}

	private SegmentationNetwork start(final Scope scope) {
		final SegmentationNetwork trainee = new SegmentationNetwork(setup.architecture(), values.size(), scope, options.run()
			.seed(), setup.isHalf());
		setup.start().transfer(trainee.network(), progress);
		setup.start().transferHead(trainee.head().weights(), values, progress);
		return trainee;
	}

	private DivergedException train(final SegmentationNetwork trainee, final SlicePredictor predictor, final int round,
		final List<PreparedVolume> predicted, final Scope scope)
	{
		final TrainingListener listener = setup.listener();
		final TrainingLog course = new TrainingLog();
		final Validation validation = new Validation(data.validation(), predictor, values.size(), options.run().iterations(), scope,
			TrainingListener.all(List.of(course, new ProgressLines(course, progress), listener)), progress);
		final PredictionPreview preview = new PredictionPreview(data.training(), data.validation(), predictor, values.size(),
			scope, progress, listener);
		DivergedException diverged = null;
		try {
			stopped = !new TrainingLoop<>(learner(trainee, predicted, scope), setup.run().training(round), setup.fingerprint("round " + round), course, List.of(
				listener, validation, preview), progress).train(scope, round == 0 ? "Fine-tuning" : "Self-training " + round);
			if (!course.steps().isEmpty()) validation.validate(course.steps().size());
			listener.ended();
			preview.ended();
		}
		catch (final DivergedException e) {
			diverged = e;
		}
		finally {
			log.append(course);
		}
		// NB: each round starts anew, so that one which was not done to the end may know far less than the one before.
		if (weights == null || diverged == null && !stopped) weights = trainee.weights();
		else progress.warn("Round " + round + " of self-training was not done to the end; the model of the round before is kept.");
		return diverged;
	}

	/** Gets what composes the batches and computes their loss; from the second training on there are predicted labels. */
	private Learner<?> learner(final SegmentationNetwork trainee, final List<PreparedVolume> predicted, final Scope scope) {
		final FewLabels fewLabels = options.fewLabels();
		final int count = options.run().batch();
		final double weight = fewLabels.selfTraining().weight();
		final TrainingViews views = TrainingViews.of(options, setup.preprocessing(), setup.architecture().channels());
		final Losses losses = new Losses(scope, options.loss());
		final ViewSource given = labelled(data.training());
		final boolean taught = fewLabels.teaching() != Teaching.NONE;
		final ViewSource others = !predicted.isEmpty() ? labelled(predicted) : taught ? unlabelled() : null;
		if (fewLabels.teaching() == Teaching.COPY_PASTE) return new CopyPasteLearner(trainee, views, given, others,
			!predicted.isEmpty(), count, losses, weight, options.run().iterations());
		if (fewLabels.teaching() == Teaching.CONSISTENCY) return consistency(trainee, new ConsistentBatches(views, given, others, count),
			losses);
		final LabelledBatches batches = new LabelledBatches(views, given, others, count, fewLabels.mixup());
		return taught ? new TeacherLearner(trainee, batches, losses, weight, options.run().iterations())
			: new SupervisedLearner(trainee, batches, losses, weight);
	}

	private Learner<?> consistency(final SegmentationNetwork trainee, final ConsistentBatches batches, final Losses losses) {
		if (!batches.isPasting()) progress.log("Batches of " + options.run().batch() +
			" have one image without labels, so no boxes are pasted from one into another (CutMix); batch=4 or more does that.");
		return new ConsistencyLearner(trainee, batches, losses, options.fewLabels().selfTraining().confidence(), options.run()
			.iterations(), options.run().seed());
	}

	private ViewSource labelled(final List<PreparedVolume> stacks) {
		return ViewSource.of(new LabelledPlaces(stacks, setup.preprocessing()), options.augmentation(), setup
			.preprocessing());
	}

	private ViewSource unlabelled() {
		return ViewSource.of(new UnlabelledPlaces(unlabelled, setup.preprocessing()), options.augmentation(), setup
			.preprocessing());
	}

	@Override
	public TrainingLog log() {
		return log;
	}

	@Override
	public boolean isStopped() {
		return stopped;
	}

	@Override
	public Map<String, HostArray> weights() {
		return weights;
	}
}
