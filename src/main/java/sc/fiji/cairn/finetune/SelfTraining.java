package sc.fiji.cairn.finetune;

import sc.fiji.cairn.CairnException;

/**
 * The parameters of learning from unlabelled volumes by a model's own predictions (pseudo-labels).
 * <p>
 * After a first training the model segments the unlabelled volumes, and a new network, from the same start, learns from
 * the labelled volumes and these predictions in equal parts. That may be repeated.
 * </p>
 *
 * @param unlabelled folder of unlabelled volumes; empty for none
 * @param include pattern of their file names; empty for all
 * @param rounds how often to predict and train again; 0 for not at all
 * @param confidence probability from which a predicted pixel is learnt from
 * @param weight weight of the loss on predicted labels, that on given ones being 1
 */
public record SelfTraining(String unlabelled, String include, int rounds, double confidence, double weight) {

	/** Learns from the labelled volumes alone. */
	public static final SelfTraining NONE = new SelfTraining("", "", 0, 0.8, 0.5);

	public SelfTraining {
		if (rounds < 0 || rounds > 20) throw new CairnException("The parameter rounds must be from 0 to 20, not " + rounds +
			"; 1 or 2 are usual.");
		if (rounds > 0 && unlabelled.isBlank()) throw new CairnException(
			"The parameter unlabelled is empty; name the folder of volumes that the rounds of self-training learn from.");
		if (!(confidence >= 0 && confidence <= 1)) throw new CairnException(
			"The parameter confidence must be from 0 to 1, not " + confidence + ".");
	}
}
