package sc.fiji.cairn.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.cairn.finetune.SelfTraining;

/** What a method of a study may add to plain fine-tuning. */
public enum FineTuneOption {

	/** Rounds of self-training on the train cases that are not labelled. */
	SELFTRAINING(true);

	private final boolean needsUnlabelled;

	FineTuneOption(final boolean needsUnlabelled) {
		this.needsUnlabelled = needsUnlabelled;
	}

	/** Returns true if it learns from unlabelled volumes. */
	boolean needsUnlabelled() {
		return needsUnlabelled;
	}

	/** Gets the name that users write. */
	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Optional<FineTuneOption> of(final String title) {
		return Arrays.stream(values()).filter(option -> option.title().equals(title)).findFirst();
	}

	/**
	 * The options with parameters of their own, as a study has them for the methods that use them.
	 *
	 * @param selfTraining its folder and pattern of unlabelled volumes are those of the study
	 */
	public record Settings(SelfTraining selfTraining) {

		/** Gets the self-training of a method. */
		SelfTraining selfTraining(final StudyMethod method, final String folder, final String include) {
			if (!method.options().contains(SELFTRAINING)) return SelfTraining.NONE;
			return new SelfTraining(folder, include, selfTraining.rounds(), selfTraining.confidence(), selfTraining.weight());
		}
	}
}
