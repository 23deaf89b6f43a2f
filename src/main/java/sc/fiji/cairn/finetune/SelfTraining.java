// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import sc.fiji.cairn.CairnException;

/**
 * The parameters of learning from unlabelled slices by a model's own predictions (pseudo-labels).
 * <p>
 * After a first training the model segments the unlabelled slices, and a new network, from the same start, learns from
 * the labelled slices and these predictions in equal parts. That may be repeated.
 * </p>
 *
 * @param rounds how often to predict and train again; 0 for not at all
 * @param confidence probability from which a predicted pixel is learnt from
 * @param weight weight of the loss on predicted labels, that on given ones being 1
 * @param largest whether of each class of a predicted volume only the largest connected component is learnt from
 */
public record SelfTraining(int rounds, double confidence, double weight, boolean largest) {

	/** Learns from the given labels alone. */
	public static final SelfTraining NONE = new SelfTraining(0, 0.8, 0.5, false);

	public SelfTraining {
		if (rounds < 0 || rounds > 20) throw CairnException.of("rounds", "The parameter rounds must be from 0 to 20, not " + rounds +
			"; 1 or 2 are usual.");
		if (!(confidence >= 0 && confidence <= 1)) throw CairnException.of("confidence",
			"The parameter confidence must be from 0 to 1, not " + confidence + ".");
	}
}
