// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.volume.Selection;

/**
 * What to choose among, and how.
 *
 * @param cases volumes, with label images of those that are labelled, if only in part; no two of one name
 * @param rule how label values are read
 * @param model pretrained model, or one that segments; empty for none
 * @param budget how much is to be labelled
 * @param strategy how to choose
 * @param seed same seed, same choice
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param selection channels and time point of the volumes
 */
public record SuggestOptions(List<Case> cases, LabelRule rule, Optional<Path> model, LabelBudget budget,
	LabelStrategy strategy, long seed, String device, Selection selection)
{

	public SuggestOptions {
		cases = List.copyOf(CaseFolder.byName(cases).values());
	}
}
