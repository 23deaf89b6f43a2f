// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Path;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.OwnParameters;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;

/**
 * The parameters of a study.
 *
 * @param data cases and how to divide them
 * @param methods what to compare
 * @param counts with how many labelled volumes
 * @param draws how often to draw them
 * @param network shape of the network of all methods; size and spacing 0 for what fits all train cases
 * @param pretraining budget of each stage of every pretraining
 * @param later how further stages of a pretraining are done, where that differs; the last one serves for all that follow
 * @param contrast parameters of the pretraining methods
 * @param own values of the parameters that these methods bring themselves
 * @param supervision parameters of those that learn from labels; its cases are those of the run
 * @param fineTuning budget of every fine-tuning
 * @param ceiling budget of the training with all labels, if {@code counts} has it
 * @param augmentation random changes of place while fine-tuning
 * @param settings parameters of the options of fine-tuning, for the methods that use them
 * @param seed seed of the division and of the first draw; each further draw counts it up
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps, the same in all runs
 * @param output folder for all that the study writes
 * @param preset decides loss, optimisers and changes of intensity
 */
public record StudyOptions(StudyData data, List<StudyMethod> methods, Counts counts, int draws, NetworkOptions network,
	Budget pretraining, List<StageRecipe> later, ContrastOptions contrast, OwnParameters own, SupervisionOptions supervision, Budget fineTuning,
	Budget ceiling, SpatialAugmentation augmentation, FineTuneOption.Settings settings, int seed, String device, Precision precision,
	Path output, Preset preset)
{

	/** Compares by {@link Preset#COMMON}. */
	public StudyOptions(final StudyData data, final List<StudyMethod> methods, final Counts counts, final int draws,
		final NetworkOptions network, final Budget pretraining, final ContrastOptions contrast,
		final SupervisionOptions supervision, final Budget fineTuning, final Budget ceiling,
		final SpatialAugmentation augmentation, final FineTuneOption.Settings settings, final int seed, final String device,
		final Precision precision, final Path output)
	{
		this(data, methods, counts, draws, network, pretraining, List.of(), contrast, OwnParameters.NONE, supervision, fineTuning, ceiling,
			augmentation, settings, seed, device, precision, output, Preset.COMMON);
	}

	public StudyOptions {
		methods = List.copyOf(methods);
		later = List.copyOf(later);
		if (draws < 1) throw CairnException.of("draws", "The parameter draws must be at least 1, not " + draws + ".");
		if (pretraining.batch() < 2) throw new CairnException("The batch of pretraining must be at least 2, not " +
			pretraining.batch() + ": one image cannot be compared.");
		for (final StudyMethod method : methods)
			settings.requireEffect(method);
		if (output.toString().isBlank()) throw CairnException.of("output",
			"The parameter output is empty; name the folder for the results of the study.");
	}

	/** Tells whether the methods choose slices to label, which counts are then numbers of. */
	public boolean choosesSlices() {
		return methods.stream().anyMatch(method -> method.choice() != null);
	}
}
