// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.NetworkPlan;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.Training;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Trains a network on labelled cases, from random weights or from a pretrained model, and writes a model that segments.
 * <p>
 * All arrays of the pretrained model that the network has are taken over by name, the last layer only if the model tells
 * apart classes of the same label values, and nothing is frozen. Without a pretrained model everything else is the same, so the two can be compared, if the network
 * is given the same shape and window.
 * </p>
 */
public final class FineTuning extends Training<FineTuneOptions> {

	/** Prepares a fine-tuning that nobody watches. */
	public FineTuning(final VolumeIO io, final FineTuneOptions options, final Progress progress) {
		this(io, options, progress, TrainingListener.NONE);
	}

	/**
	 * Prepares a fine-tuning.
	 *
	 * @param progress asked, too, whether to rest, to stop or to cancel
	 * @param listener hears of all that happens
	 */
	public FineTuning(final VolumeIO io, final FineTuneOptions options, final Progress progress, final TrainingListener listener) {
		super(io, options, progress, listener);
	}

	@Override
	protected Prepared prepare(final InitialWeights start, final CaseLoader loader) {
		final CaseSplit split = options.cases();
		progress.log(split.words());
		final LabelledStacks data = LabelledStacks.read(split.training(), split.validation(), options.rule(), start
			.classes().stream().map(SegmentationClass::value).toList(), loader);
		final NetworkPlan network = start.plan(data.training(), data.values().values().size(), options.network(), progress);
		final Architecture architecture = network.architecture();
		CaseLoader.requireChannels(data.validation(), architecture.channels());
		final Preprocessing preprocessing = network.preprocessing();
		final FineTuneOptions resolved = preprocessing.isFlat() ? options : options.inVolumes();
		final boolean single = preprocessing.isFlat() && preprocessing.size() == architecture.multiple();
		if (options.run().batch() == 1 && single) throw CairnException.of("batch",
			"The parameter batch must be at least 2 for windows as small as " + preprocessing.size() +
				" pixels: normalisation needs more than one value; use a larger batch or size, or fewer levels.");
		final List<SegmentationClass> classes = classes(data.values().values(), start.classes());
		final List<PreparedVolume> unlabelled = options.fewLabels().needsUnlabelled() ? unlabelled(split, data, loader)
			: List.of();
		CaseLoader.requireChannels(unlabelled, architecture.channels());
		unlabelled.forEach(preprocessing::requireFit);
		final TrainingRun run = new TrainingRun("fine-tuning", resolved, resolved.run(), split.training(), unlabelled.stream().map(
			PreparedVolume::name).distinct().toList());
		return new Prepared("Fine-tuning on " + Words.count(split.training().size(), "labelled volume"), run, network, preprocessing,
			classes, options.augmentation().mirroring(), setup -> {
				start.compare(options.network().design(), progress);
				if (!unlabelled.isEmpty()) progress.log("Slices without labels come from " + Words.count(unlabelled.size(), "volume") +
					".");
				return new Rounds(resolved, data, unlabelled, setup);
			});
	}

	/**
	 * Gets the volumes with slices without labels: those given, without the cases of the split, of which some have
	 * labels and the others are to be unseen, and labelled ones that are not annotated throughout.
	 */
	private List<PreparedVolume> unlabelled(final CaseSplit split, final LabelledStacks data, final CaseLoader loader)
	{
		final List<Case> given = options.fewLabels().unlabelled();
		final List<Case> cases = given.stream().filter(one -> Stream.concat(split.training().stream(), split.validation().stream())
			.noneMatch(known -> known.name().equals(one.name()))).toList();
		// NB: self-training labels single pixels, but a teacher looks at slices of which nothing is known.
		final List<PreparedVolume> unlabelled = new ArrayList<>(data.training().stream().filter(options.fewLabels()
			.teaching() == Teaching.NONE ? stack -> !stack.isComplete() : UnlabelledPlaces::existIn).toList());
		if (cases.isEmpty() && unlabelled.isEmpty()) throw new CairnException(given.isEmpty()
			? "The parameter unlabelled is empty and all slices are labelled; name a folder of unlabelled volumes, or set " +
				"rounds=0, teacher=false and copypaste=false." : "The parameter unlabelled names only volumes that " +
					"are trained on or validated; name a folder with others, or set rounds=0, teacher=false and copypaste=false.");
		if (!cases.isEmpty()) unlabelled.addAll(0, loader.images(cases));
		return unlabelled;
	}

	/** Names the classes: as asked for, or as the model to start from does. */
	private List<SegmentationClass> classes(final List<Integer> values, final List<SegmentationClass> known) {
		final List<SegmentationClass> classes = new ArrayList<>();
		classes.add(new SegmentationClass(0, "background"));
		for (int i = 1; i < values.size(); i++) {
			final int value = values.get(i);
			classes.add(new SegmentationClass(value, i <= options.names().size() ? options.names().get(i - 1) : known.stream()
				.filter(one -> one.value() == value).map(SegmentationClass::name).findFirst().orElse("class " + value)));
		}
		if (classes.size() < 2) throw new CairnException("The label images, such as " + options.cases().training().get(0).label() +
			", hold background only; check that they are the right ones.");
		SegmentationClass.requireNames(options.names(), values.subList(1, values.size()));
		return classes;
	}
}
