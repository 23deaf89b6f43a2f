// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.finetune.SelfTraining;

/** The parameters that say which predictions self-training learns from. */
final class PseudoLabelChoice {

	@Parameter(label = "Confidence", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training and consistency: probability from which a predicted pixel is learnt from.")
	private double confidence = 0.8;

	@Parameter(label = "Largest component", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: whether only the largest connected component of each class of a predicted volume is " +
			"learnt from.")
	private boolean largest = false;

	SelfTraining in(final int rounds) {
		return new SelfTraining(rounds, confidence, SelfTraining.NONE.weight(), largest);
	}
}
