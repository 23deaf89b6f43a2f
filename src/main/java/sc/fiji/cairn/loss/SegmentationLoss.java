package sc.fiji.cairn.loss;

/** What wrong class scores of labelled pixels cost; the text of the losses knows the kinds by their order. */
public enum SegmentationLoss {

	/** Cross-entropy plus one minus the mean soft Dice of the foreground classes, whose sums run over the whole batch. */
	CROSS_ENTROPY_AND_DICE,

	/** Cross-entropy alone, as Zeng et al. 2021 have it. */
	CROSS_ENTROPY,

	/**
	 * One minus the mean soft Dice of all classes, background included, whose sums run over each image, as Chaitanya et
	 * al. 2020 have it.
	 */
	DICE
}
