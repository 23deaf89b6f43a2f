// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.loss.SegmentationLoss;
import sc.fiji.cairn.train.CommonOptions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.volume.Selection;

/**
 * The parameters of a fine-tuning.
 *
 * @param cases labelled cases to train on, and to watch the training with
 * @param pretrained model to start from, if any
 * @param names what to call the classes, in the order of their values; may be empty
 * @param rule how label values are read
 * @param loss what wrong class scores cost
 * @param augmentation random changes of place
 * @param intensities random changes of intensity
 * @param fewLabels what makes few labels go further
 * @param network shape of the network; the pretrained model decides if there is one
 * @param run how to train
 * @param selection channels and time points to train on; each time point is a volume of its own
 */
public record FineTuneOptions(CaseSplit cases, Optional<Path> pretrained, List<String> names, LabelRule rule,
	SegmentationLoss loss, SpatialAugmentation augmentation, IntensityAugmentation intensities, FewLabels fewLabels,
	NetworkOptions network, RunOptions run, Selection selection) implements CommonOptions
{

	/**
	 * Takes the loss and the changes of intensity of {@link Preset#COMMON}, and volumes whole.
	 */
	public FineTuneOptions(final CaseSplit cases, final Optional<Path> pretrained, final List<String> names,
		final LabelRule rule, final SpatialAugmentation augmentation, final FewLabels fewLabels, final NetworkOptions network,
		final RunOptions run)
	{
		this(cases, pretrained, names, rule, Preset.COMMON.loss(), augmentation, Preset.COMMON
			.intensities(), fewLabels, network, run, Selection.ALL);
	}

	public FineTuneOptions {
		names = List.copyOf(names);
		if (fewLabels.teaching() != Teaching.NONE && run.optimisation().averageDecay() == 0) throw CairnException.of("teacher",
			"The parameters teacher, copypaste and consistency need the moving average of the weights, which published systems do not " +
				"have; use preset=common.");
		if (fewLabels.needsUnlabelled() && run.batch() < 2) throw CairnException.of("batch", "The parameter batch must be at least 2 " +
			"with rounds, teacher, copypaste or consistency, not " + run.batch() + ": half of a batch is labelled.");
	}

	@Override
	public FineTuneOptions inVolumes() {
		return with(run.inVolumes());
	}

	@Override
	public Stream<Path> sources() {
		return Stream.of(cases.training(), cases.validation(), fewLabels.unlabelled()).flatMap(List::stream).flatMap(Case::files);
	}

	/** Gets the same, trained in another way. */
	FineTuneOptions with(final RunOptions other) {
		return new FineTuneOptions(cases, pretrained, names, rule, loss, augmentation, intensities, fewLabels, network, other,
			selection);
	}
}
