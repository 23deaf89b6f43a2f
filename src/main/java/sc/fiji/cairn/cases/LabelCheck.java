// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.UndecidedException;

/**
 * Tells what is wrong with label images before anything is learnt from them, and refuses what may mean two things.
 *
 * @param rule how their values are read
 * @param progress told what is wrong, one line for all images of which the same is
 */
record LabelCheck(LabelRule rule, Progress progress) {

	/** Label images with more values may count objects. */
	private static final int MANY = 20;

	/** Label images that are named in a message. */
	private static final int NAMED = 3;

	/**
	 * Looks at label images.
	 *
	 * @param known values that are classes in any case
	 * @return those that are labelled in part, whose slices without labels are to be taken as the rule says
	 * @throws UndecidedException if there are some, and the rule does not say
	 */
	List<LabelFacts> check(final List<LabelFacts> all, final Collection<Integer> known) {
		final List<LabelFacts> inPart = all.stream().filter(one -> one.extent().isInPart()).toList();
		if (!inPart.isEmpty()) decide(inPart);
		empty(all);
		if (all.stream().noneMatch(LabelFacts::background) && !all.isEmpty()) progress.warn(
			"No label image holds background, such as " + all.get(0).name() +
				", so that nothing is learnt about what is of no class; give all that is of none the value 0.");
		final SortedSet<Integer> values = new TreeSet<>(known);
		all.forEach(one -> values.addAll(one.values()));
		LabelValues.gaps(values, rule).ifPresent(progress::warn);
		objects(all);
		if (rule.ignore().isPresent() && all.stream().noneMatch(LabelFacts::unknown)) progress.log("No label image holds " + rule
			.ignore().getAsInt() + ", the value of the parameter ignore.");
		return inPart;
	}

	private void decide(final List<LabelFacts> inPart) {
		if (rule.unlabelled() == BlankSlices.ASK) throw BlankSlices.undecided(situation(inPart),
			"Leave the other slices out", "Take the other slices as background");
		progress.warn("Slices without labels are " + (rule.unlabelled() == BlankSlices.IGNORE ? "left out"
			: "learnt as background") + " (" + BlankSlices.KEY + "=" + rule.unlabelled().value() + ") where some slices " +
			"have been labelled: " + list(inPart) + ".");
	}

	private static String situation(final List<LabelFacts> inPart) {
		return inPart.size() == 1 ? inPart.get(0).extent().situation(inPart.get(0).name()) : inPart.size() +
			" label images look as if only some of their slices had been annotated: " + list(inPart);
	}

	private static String list(final List<LabelFacts> images) {
		return images.stream().limit(NAMED).map(one -> "in " + one.name() + " " + one.extent().words()).collect(Collectors
			.joining("; ")) + (images.size() > NAMED ? "; and " + (images.size() - NAMED) + " more" : "");
	}

	private void empty(final List<LabelFacts> all) {
		final List<LabelFacts> empty = all.stream().filter(LabelFacts::isEmpty).toList();
		if (empty.isEmpty() || empty.size() == all.size()) return;
		progress.warn((empty.size() == 1 ? "The label image " + empty.get(0).name() + " holds background only, so that all of it"
			: empty.size() + " label images, such as " + empty.get(0).name() + ", hold background only, so that all of them") +
			" is learnt as background; if that is not so, label it, or leave it out of the parameter cases.");
	}

	/** Finds label images that count objects, though by few enough values to be classes. */
	private void objects(final List<LabelFacts> all) {
		final Optional<LabelFacts> most = all.stream().filter(one -> one.values().size() > MANY).max((a, b) -> Integer.compare(a
			.values().size(), b.values().size()));
		if (rule.foreground() || most.isEmpty()) return;
		final long kinds = all.stream().map(one -> new TreeSet<>(one.values())).distinct().count();
		final boolean counted = all.size() == 1 && new TreeSet<>(most.get().values()).last() == most.get().values().size() - 1;
		if (kinds > 1 || counted) progress.warn("The label image " + most.get().name() + " holds " + most.get().values().size() +
			" different values" + (kinds > 1 ? ", others hold other ones," : "") + " as if each were an object and not a class; " +
			"if so, set foreground=true to take all objects as one class.");
	}
}
