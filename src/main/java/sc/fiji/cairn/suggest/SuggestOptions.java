// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.nio.file.Path;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.volume.Selection;

/**
 * What to choose among, and how.
 *
 * @param images folder of volumes
 * @param include pattern of their file names; empty for all
 * @param labels folder of label images of those that are labelled, if only in part; empty for none
 * @param rule how label values are read
 * @param model pretrained model, or one that segments; an empty path for none
 * @param budget how much is to be labelled
 * @param strategy how to choose
 * @param seed same seed, same choice
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param selection channels and time point of the volumes
 */
public record SuggestOptions(String images, String include, String labels, LabelRule rule, Path model,
	LabelBudget budget, LabelStrategy strategy, long seed, String device, Selection selection)
{

	/** Tells whether there is a model. */
	boolean hasModel() {
		return !model.toString().isBlank();
	}
}
