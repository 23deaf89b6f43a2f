// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.loss;

/** What wrong class scores of labelled pixels cost; the text of the losses knows the kinds by their codes. */
public enum SegmentationLoss {

	/** Cross-entropy plus one minus the mean soft Dice of the foreground classes, whose sums run over the whole batch. */
	CROSS_ENTROPY_AND_DICE(0),

	/** Cross-entropy alone, as Zeng et al. 2021 have it. */
	CROSS_ENTROPY(1),

	/**
	 * One minus the mean soft Dice of all classes, background included, whose sums run over each image, as Chaitanya et
	 * al. 2020 have it.
	 */
	DICE(2);

	private final int code;

	SegmentationLoss(final int code) {
		this.code = code;
	}

	/** Returns the number by which the text knows the loss. */
	int code() {
		return code;
	}
}
