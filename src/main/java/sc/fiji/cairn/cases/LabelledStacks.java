// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.PreparedVolume;

/**
 * Labelled cases, read and prepared.
 *
 * @param training stacks to learn from
 * @param validation stacks to watch the training with
 * @param values label values of the classes, found in the training cases
 */
public record LabelledStacks(List<PreparedVolume> training, List<PreparedVolume> validation, LabelValues values) {

	/** Reads cases whose label images alone tell which classes there are. */
	public static LabelledStacks read(final List<Case> training, final List<Case> validation, final LabelRule rule,
		final CaseLoader loader)
	{
		return read(training, validation, rule, List.of(), loader);
	}

	/**
	 * Reads cases with their label images. Of all cases these alone are opened.
	 *
	 * @param rule how label values are read
	 * @param known label values of the classes of a model to train on, background first; they are all kept if the training
	 *          cases have no others. Empty for none
	 * @param loader each time point that it reads is a stack of its own
	 * @throws CairnException if a file is broken, sizes or values do not fit, nothing is known of a case, or it is not clear
	 *           what slices without labels are
	 */
	public static LabelledStacks read(final List<Case> training, final List<Case> validation, final LabelRule rule,
		final List<Integer> known, final CaseLoader loader)
	{
		final List<Case> all = new ArrayList<>(training);
		all.addAll(validation);
		// NB: first the label images, so that what is wrong with them, or unclear, is known before the long reading begins.
		final List<ReadLabels> read = loader.labels(all, rule, known);
		final List<List<PreparedVolume>> series = loader.series(all);
		final List<PreparedVolume> stacks = series.stream().flatMap(List::stream).toList();
		final List<LabelCodes> labels = loader.fitted(read, series).stream().flatMap(List::stream).toList();
		final int trained = series.subList(0, training.size()).stream().mapToInt(List::size).sum();
		final LabelValues found = LabelValues.of(labels.subList(0, trained));
		final LabelValues values = known.containsAll(found.values()) ? new LabelValues(known) : found;
		if (values.values().size() > found.values().size()) loader.progress().log("The labels hold the values " + found
			.values() + "; the model's other classes, of " + known + ", are kept.");
		final List<PreparedVolume> labelled = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++)
			labelled.add(requireKnown(loader.label(stacks.get(i), labels.get(i), values), rule));
		return new LabelledStacks(labelled.subList(0, trained), labelled.subList(trained, stacks.size()),
			values);
	}

	private static PreparedVolume requireKnown(final PreparedVolume stack, final LabelRule rule) {
		if (stack.isKnown()) return stack;
		throw new CairnException("The label image of " + stack.name() + " has no known voxel" + (rule.ignore().isEmpty() ? ""
			: ", because all have the value " + rule.ignore().getAsInt() + " of the parameter ignore") + "; annotate a slice of it, or leave it out of the parameters cases and validation.");
	}
}
