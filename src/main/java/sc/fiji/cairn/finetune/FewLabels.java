// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;

/**
 * The parameters of what makes few labels go further: mixtures of labelled slices, and unlabelled slices, be they of
 * unlabelled volumes or of labelled ones that are not annotated throughout.
 *
 * @param unlabelled unlabelled volumes, perhaps labelled ones among them; may be empty
 * @param mixup mixing of labelled slices and their labels (mixup, Zhang et al. 2018): both parameters of the Beta
 *          distribution that shares are drawn from, the larger, the more even; 0 for none
 * @param teaching what is learnt from unlabelled slices in every training
 * @param selfTraining what is learnt from unlabelled slices by training again
 */
public record FewLabels(List<Case> unlabelled, double mixup, Teaching teaching, SelfTraining selfTraining)
{

	/** Learns from the labelled slices alone, as they are. */
	public static final FewLabels NONE = new FewLabels(List.of(), 0, Teaching.NONE, SelfTraining.NONE);

	public FewLabels {
		unlabelled = List.copyOf(unlabelled);
		if (!(mixup >= 0 && mixup <= 1)) throw CairnException.of("mixup", "The parameter mixup must be from 0 to 1, not " + mixup +
			"; 0.1 to 0.4 are usual.");
		if (!unlabelled.isEmpty() && teaching == Teaching.NONE && selfTraining.rounds() == 0) throw CairnException.of("unlabelled",
			"The parameter unlabelled names volumes, but nothing learns from them; set rounds, teacher, copypaste or consistency, or leave " +
				"unlabelled empty.");
		if (mixup > 0 && teaching == Teaching.COPY_PASTE) throw CairnException.of("mixup", "The parameter mixup must be 0 with " +
			"copypaste, which joins images itself; use one of the two.");
		if (teaching == Teaching.CONSISTENCY && (mixup > 0 || selfTraining.rounds() > 0)) throw CairnException.of("consistency",
			"The parameter consistency learns from the unlabelled volumes in its own way; set rounds=0 and mixup=0.");
	}

	/** Returns true if unlabelled slices are learnt from. */
	boolean needsUnlabelled() {
		return teaching != Teaching.NONE || selfTraining.rounds() > 0;
	}
}
