// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.pretrain.PretrainMethod;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.suggest.LabelStrategy;

/**
 * A method that a study compares: a pretraining, or none, and what fine-tuning adds.
 *
 * @param pretraining name of the {@link PretrainMethod}, or {@value #SCRATCH}
 * @param options what fine-tuning adds
 * @param choice how the slices to label are chosen; null if whole volumes are drawn at random
 */
public record StudyMethod(String pretraining, Set<FineTuneOption> options, LabelStrategy choice) {

	/** Name of training from random weights. */
	public static final String SCRATCH = "scratch";

	/** What stands before the way slices are chosen. */
	private static final String CHOICE = "@";

	/** Takes whole volumes drawn at random. */
	public StudyMethod(final String pretraining, final Set<FineTuneOption> options) {
		this(pretraining, options, null);
	}

	public StudyMethod {
		options = Set.copyOf(options);
	}

	/** Gets the names of the methods with at most one option of fine-tuning: first those from scratch. */
	public static List<String> simple(final PretrainMethods methods) {
		final List<String> names = new ArrayList<>();
		for (final String pretraining : Stream.concat(Stream.of(SCRATCH), methods.names().stream()).toList()) {
			names.add(pretraining);
			for (final FineTuneOption option : FineTuneOption.values())
				names.add(new StudyMethod(pretraining, Set.of(option)).name());
		}
		return names;
	}

	/**
	 * Reads a list such as {@code scratch;global;global+selftraining}, or {@code scratch@random;scratch@coverage}.
	 *
	 * @throws CairnException if it is empty, names a method twice or one that does not exist, or only some choose slices
	 */
	public static List<StudyMethod> list(final String text, final PretrainMethods known) {
		final List<StudyMethod> methods = new ArrayList<>();
		for (final String item : NameList.split(text)) {
			final StudyMethod method = of(item, known);
			if (methods.contains(method)) throw CairnException.of("methods", "The parameter methods names " + method.name() +
				" twice; name it once.");
			methods.add(method);
		}
		if (methods.isEmpty()) throw CairnException.of("methods",
			"The parameter methods is empty; name some, such as scratch;global;positional.");
		if (methods.stream().anyMatch(one -> (one.choice() == null) != (methods.get(0).choice() == null))) throw CairnException.of(
			"methods", "Some of the methods choose slices (" + CHOICE + ") and some do not, so that counts would be of slices and of " +
				"volumes; compare them in two studies.");
		return methods;
	}

	/** Reads one item of a list. */
	static StudyMethod of(final String item, final PretrainMethods known) {
		final int at = item.indexOf(CHOICE);
		final LabelStrategy choice = at < 0 ? null : LabelStrategy.of(item.substring(at + CHOICE.length()).trim(), "methods");
		final List<String> parts = Arrays.stream((at < 0 ? item : item.substring(0, at)).split("\\+", -1)).map(String::trim).toList();
		final String pretraining = parts.get(0);
		if (!pretraining.equals(SCRATCH) && known.find(pretraining).isEmpty()) throw CairnException.of("methods",
			"The parameter methods names the pretraining '" + pretraining + "', which does not exist; choose among " + SCRATCH +
				", " + String.join(", ", known.names()) + ".");
		final Set<FineTuneOption> options = new TreeSet<>();
		for (final String part : parts.subList(1, parts.size()))
			options.add(FineTuneOption.of(part).orElseThrow(() -> CairnException.of("methods", "The parameter methods names the option '" +
				part + "' of fine-tuning, which does not exist; choose among " + String.join(", ", Arrays.stream(FineTuneOption
					.values()).map(FineTuneOption::title).toList()) + ".")));
		return new StudyMethod(pretraining, options, choice);
	}

	/** Gets the name in tables and of files, in one spelling whatever the order of the options was. */
	public String name() {
		final StringBuilder name = new StringBuilder(pretraining);
		options.stream().sorted().forEach(option -> name.append('+').append(option.title()));
		return choice == null ? name.toString() : name + CHOICE + choice.title();
	}

	/** Gets the name of the pretraining from the name of a method. */
	public static String pretraining(final String name) {
		return name.split("[+" + CHOICE + "]")[0];
	}

	/** Returns true if training starts from random weights. */
	public boolean isFromScratch() {
		return pretraining.equals(SCRATCH);
	}

	/** Returns true if it learns from unlabelled volumes while fine-tuning. */
	boolean needsUnlabelled() {
		return options.stream().anyMatch(FineTuneOption::needsUnlabelled);
	}
}
