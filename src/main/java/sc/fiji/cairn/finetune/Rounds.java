// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.List;
import java.util.Map;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.LabelledPlaces;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.DivergedException;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.ProgressLines;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingRun;

/**
 * The trainings of a fine-tuning: one on the given labels, then one for each round of self-training, each of a new
 * network from the same start.
 */
final class Rounds {

	private final FineTuneOptions options;
	private final TrainingRun run;
	private final Architecture architecture;
	private final Preprocessing preprocessing;
	private final LabelledStacks data;
	private final List<PreparedVolume> unlabelled;
	private final InitialWeights start;
	private final PreparedVolumeStore store;
	private final List<Integer> values;
	private final Progress progress;
	private final TrainingListener listener;
	private final TrainingLog log = new TrainingLog();
	private Map<String, HostArray> weights;
	private boolean stopped;

	/**
	 * Prepares the trainings.
	 *
	 * @param unlabelled volumes with slices without labels to learn from; empty for none
	 * @param store keeps predicted labels
	 * @param listener hears of each training
	 */
	Rounds(final FineTuneOptions options, final TrainingRun run, final Architecture architecture,
		final Preprocessing preprocessing, final LabelledStacks data, final List<PreparedVolume> unlabelled, final InitialWeights start,
		final PreparedVolumeStore store, final Progress progress, final TrainingListener listener)
	{
		this.options = options;
		this.run = run;
		this.architecture = architecture;
		this.preprocessing = preprocessing;
		this.data = data;
		this.unlabelled = unlabelled;
		this.start = start;
		this.store = store;
		values = data.values().values();
		this.progress = progress;
		this.listener = listener;
	}

	/**
	 * Trains to the end, until the user is content, or until the loss is no number any more.
	 *
	 * @return how training failed, null if it did not
	 */
	DivergedException train(final Torch torch, final Precision precision) {
		final SelfTraining selfTraining = options.fewLabels().selfTraining();
		List<PreparedVolume> predicted = List.of();
		for (int round = 0; round <= selfTraining.rounds(); round++) {
			try (Scope scope = torch.scope().open()) {
				final SegmentationNetwork trainee = start(scope, precision);
				final SlicePredictor predictor = trainee.predictor(preprocessing, values.size());
				final DivergedException diverged = train(trainee, predictor, round, predicted, precision, scope);
				if (diverged != null || stopped || round == selfTraining.rounds()) return diverged;
				predicted.forEach(stack -> store.drop(stack.classes()));
				predicted = new PseudoLabels(predictor, values.size(), selfTraining, store).label(unlabelled, scope, progress);
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

	private SegmentationNetwork start(final Scope scope, final Precision precision) {
		final SegmentationNetwork trainee = new SegmentationNetwork(architecture, values.size(), scope, options.run().seed(),
			precision == Precision.BFLOAT16);
		start.transfer(trainee.network(), progress);
		start.transferHead(trainee.head().weights(), values, progress);
		return trainee;
	}

	private DivergedException train(final SegmentationNetwork trainee, final SlicePredictor predictor, final int round,
		final List<PreparedVolume> predicted, final Precision precision, final Scope scope)
	{
		final TrainingLog course = new TrainingLog();
		final Validation validation = new Validation(data.validation(), predictor, values.size(), options.run().iterations(), scope,
			TrainingListener.all(List.of(course, new ProgressLines(course, progress), listener)), progress);
		final PredictionPreview preview = new PredictionPreview(data.training(), data.validation(), predictor, values.size(),
			scope, progress, listener);
		final String fingerprint = run.fingerprint(precision, "round " + round, List.of(architecture, preprocessing, start
			.fingerprint()));
		DivergedException diverged = null;
		try {
			stopped = !new TrainingLoop<>(learner(trainee, predicted, scope), run.training(round), fingerprint, course, List.of(
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
		final TrainingViews views = TrainingViews.of(options, preprocessing, architecture.channels());
		final Losses losses = new Losses(scope, options.loss());
		final ViewSource given = labelled(data.training());
		final boolean taught = fewLabels.teaching() != Teaching.NONE;
		final ViewSource others = !predicted.isEmpty() ? labelled(predicted) : taught ? unlabelled() : null;
		if (fewLabels.teaching() == Teaching.COPY_PASTE) return new CopyPasteLearner(trainee, views, given, others,
			!predicted.isEmpty(), count, losses, weight, options.run().iterations());
		if (fewLabels.teaching() == Teaching.CONSISTENCY) return new ConsistencyLearner(trainee, new ConsistentBatches(views, given,
			others, count), losses, fewLabels.selfTraining().confidence(), options.run().iterations(), options.run().seed());
		final LabelledBatches batches = new LabelledBatches(views, given, others, count, fewLabels.mixup());
		return taught ? new TeacherLearner(trainee, batches, losses, weight, options.run().iterations())
			: new SupervisedLearner(trainee, batches, losses, weight);
	}

	private ViewSource labelled(final List<PreparedVolume> stacks) {
		return ViewSource.of(new LabelledPlaces(stacks, preprocessing), options.augmentation(), preprocessing);
	}

	private ViewSource unlabelled() {
		return ViewSource.of(new UnlabelledPlaces(unlabelled, preprocessing), options.augmentation(), preprocessing);
	}

	/** Gets the course of all trainings. */
	TrainingLog log() {
		return log;
	}

	/** Tells whether the user has ended it before the last step of the last round. */
	boolean isStopped() {
		return stopped;
	}

	/** Gets the weights at the end. */
	Map<String, HostArray> weights() {
		return weights;
	}
}
