package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Labelled cases in memory.
 *
 * @param training stacks to learn from
 * @param validation stacks to watch the training with
 * @param values label values of the classes, found in the training cases
 */
public record LabelledStacks(List<SliceStack> training, List<SliceStack> validation, LabelValues values) {

	/**
	 * Reads cases with their label images. Of all cases these alone are opened.
	 *
	 * @param ignore value of voxels about which nothing is known; negative for none
	 * @throws CairnException if a file is broken, sizes or values do not fit, or nothing is known of a case
	 */
	public static LabelledStacks read(final List<Case> training, final List<Case> validation, final int ignore,
		final VolumeIO io, final Progress progress)
	{
		final List<Case> all = new ArrayList<>(training);
		all.addAll(validation);
		final CaseLoader loader = new CaseLoader(io, progress);
		final List<SliceStack> stacks = loader.images(all);
		final List<float[]> labels = loader.labels(all, stacks);
		final LabelValues values = LabelValues.of(training.stream().map(Case::name).toList(), labels.subList(0,
			training.size()), ignore);
		final List<SliceStack> labelled = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++)
			labelled.add(requireKnown(CaseLoader.label(stacks.get(i), labels.get(i), values, ignore), ignore));
		return new LabelledStacks(labelled.subList(0, training.size()), labelled.subList(training.size(), stacks.size()),
			values);
	}

	private static SliceStack requireKnown(final SliceStack stack, final int ignore) {
		if (stack.isKnown()) return stack;
		throw new CairnException("The label image of " + stack.name() + " has no known voxel, because all have the value " +
			ignore + " of the parameter ignore; annotate a slice of it, or leave it out of the parameters cases and validation.");
	}
}
