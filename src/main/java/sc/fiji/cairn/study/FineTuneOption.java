// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.finetune.Teaching;

/** What a method of a study may add to plain fine-tuning; the unlabelled volumes are the train cases not labelled. */
public enum FineTuneOption {

	/** Mixtures of labelled slices. */
	MIXUP(false),

	/** Rounds of self-training. */
	SELFTRAINING(true),

	/** A mean teacher on unlabelled slices. */
	TEACHER(true),

	/** Bidirectional copy-paste of labelled and unlabelled slices. */
	COPYPASTE(true),

	/** What a teacher is sure of in weak views is to be found in strong ones. */
	CONSISTENCY(true);

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
	 * The parameters of options, as a study has them for the methods that use them.
	 *
	 * @param selfTraining of {@link #SELFTRAINING}
	 * @param mixup of {@link #MIXUP}
	 */
	public record Settings(SelfTraining selfTraining, double mixup) {

		/** Makes sure that what a method adds to plain fine-tuning is not switched off: results would bear a wrong name. */
		void requireEffect(final StudyMethod method) {
			if (method.options().contains(MIXUP) && mixup == 0) throw off(method, "mixup", "0.1");
			if (method.options().contains(SELFTRAINING) && selfTraining.rounds() == 0) throw off(method, "rounds", "1");
		}

		private static CairnException off(final StudyMethod method, final String key, final String usual) {
			return CairnException.of(key, "The parameter " + key + " is 0, so that " + method.name() +
				" would be trained without it; set " + key + "=" + usual + ", say, or leave the method out.");
		}

		/**
		 * Gets what a fine-tuning with some options learns from.
		 *
		 * @param unlabelled unlabelled volumes, for the options that need some
		 * @throws sc.fiji.cairn.CairnException if the options cannot be combined
		 */
		FewLabels with(final Set<FineTuneOption> options, final List<Case> unlabelled) {
			return new FewLabels(options.stream().anyMatch(FineTuneOption::needsUnlabelled) ? unlabelled : List.of(), options.contains(MIXUP) ? mixup : 0,
				Teaching.of(options.contains(TEACHER), options.contains(COPYPASTE), options.contains(CONSISTENCY)), options.contains(SELFTRAINING)
					? selfTraining : SelfTraining.NONE);
		}
	}
}
