// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Recipe;
import sc.fiji.cairn.volume.Selection;

/**
 * The parameters of a loop of suggesting, labelling and training.
 *
 * @param cases volumes to choose among, without labels; no two of one name
 * @param budget how much to label in a round
 * @param strategy how to choose; one that needs a model chooses equal places as long as there is none
 * @param gain gain of the expected Dice of a round below which it is told that another one is not worth it
 * @param pretrained model that the first round starts from; empty for none
 * @param network shape of the network of the first round
 * @param first how a round trains that starts from no model
 * @param later how rounds train that go on from a model
 * @param seed same seed, same choice and same training
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps
 * @param selection channels of the volumes, and the time point
 */
public record LoopOptions(List<Case> cases, LabelBudget budget, LabelStrategy strategy, double gain, Optional<Path> pretrained,
	NetworkOptions network, Recipe first, Recipe later, int seed, String device, Precision precision, Selection selection)
{

	public LoopOptions {
		cases = List.copyOf(CaseFolder.byName(cases).values());
		if (!(gain >= 0 && gain < 1)) throw CairnException.of("gain", "The parameter gain must be from 0 to below 1, not " + gain +
			".");
		if (budget.volumes()) throw CairnException.of("budget", "A round labels slices, not whole volumes; give the budget in slices " +
			"or minutes.");
	}
}
