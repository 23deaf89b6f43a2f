package sc.fiji.cairn.finetune;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.DivergedException;
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
	private final Preparation preparation;
	private final LabelledStacks data;
	private final List<SliceStack> unlabelled;
	private final ModelFile parent;
	private final Progress progress;
	private final TrainingLog log = new TrainingLog();
	private Map<String, HostArray> weights;

	Rounds(final FineTuneOptions options, final TrainingRun run, final Architecture architecture,
		final Preparation preparation, final LabelledStacks data, final List<SliceStack> unlabelled, final ModelFile parent,
		final Progress progress)
	{
		this.options = options;
		this.run = run;
		this.architecture = architecture;
		this.preparation = preparation;
		this.data = data;
		this.unlabelled = unlabelled;
		this.parent = parent;
		this.progress = progress;
	}

	/**
	 * Trains to the end, or until the loss is no number any more.
	 *
	 * @param classes number of classes, background included
	 * @return how training failed, null if it did not
	 */
	DivergedException train(final Torch torch, final Precision precision, final int classes) {
		List<SliceStack> predicted = List.of();
		for (int round = 0; round <= options.selfTraining().rounds(); round++) {
			try (Scope scope = torch.scope().open()) {
				final Trainee trainee = start(scope, precision, classes);
				final SlicePredictor predictor = trainee.predictor(preparation, classes);
				final DivergedException diverged = train(trainee, predictor, round, predicted, precision, classes, scope);
				weights = trainee.weights();
				if (diverged != null) return diverged;
				if (round < options.selfTraining().rounds()) predicted = new PseudoLabels(predictor, classes, options
					.selfTraining().confidence()).label(unlabelled, scope, progress);
			}
		}
		return null;
	}

	private Trainee start(final Scope scope, final Precision precision, final int classes) {
		final Trainee trainee = new Trainee(architecture, classes, scope, options.run().seed(),
			precision == Precision.BFLOAT16);
		if (parent != null) progress.log("Took over " + trainee.transfer(parent) + " of " + trainee.size() +
			" arrays from the pretrained model.");
		return trainee;
	}

	private DivergedException train(final Trainee trainee, final SlicePredictor predictor, final int round,
		final List<SliceStack> predicted, final Precision precision, final int classes, final Scope scope)
	{
		final TrainingLog course = new TrainingLog();
		final Validation validation = new Validation(data.validation(), predictor, classes, options.run().iterations(), scope,
			course, progress);
		final SupervisedLearner learner = new SupervisedLearner(data.training(), predicted, options, preparation, trainee
			.network(), trainee.head(), scope);
		final String fingerprint = run.fingerprint(precision, "round " + round, List.of(architecture, preparation,
			parent == null ? 0 : parent.weights().hashCode()));
		try {
			new TrainingLoop<>(learner, run.training(round), fingerprint, course, List.of(validation), progress).train(scope,
				round == 0 ? "Fine-tuning" : "Self-training " + round);
			if (!data.validation().isEmpty()) {
				course.validated(validation.dice());
				progress.log(String.format(Locale.ROOT, "Mean Dice of %d validation cases: %.4f.", data.validation().size(),
					course.lastValidation()));
			}
			return null;
		}
		catch (final DivergedException e) {
			return e;
		}
		finally {
			log.append(course);
		}
	}

	/** Gets the course of all trainings. */
	TrainingLog log() {
		return log;
	}

	/** Gets the weights at the end. */
	Map<String, HostArray> weights() {
		return weights;
	}
}
