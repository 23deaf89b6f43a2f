// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.RoundsFolder;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.volume.Selection;

/**
 * A training on what is known in a round.
 *
 * @param rounds folder of the rounds
 * @param round the round
 * @param classes names of class 1, 2, ...; those without one are empty
 * @param start model to start from; empty for none
 */
public record RoundTraining(RoundsFolder rounds, RoundsFolder.Round round, List<String> classes, Optional<Path> start) {

	private static final int FIRST_STEPS = 400;
	private static final int MORE_STEPS = 200;

	/** Returns the usual number of steps: fewer from a model than from scratch. */
	public static int steps(final boolean fromModel) {
		return fromModel ? MORE_STEPS : FIRST_STEPS;
	}

	/** Gets the parameters of the training. */
	public FineTuneOptions options(final CaseFolder folder, final NetworkOptions network, final RunOptions run,
		final Selection selection)
	{
		final List<Case> cases = folder.labelled(List.of(new ImageFolder(rounds.images())), rounds.labels(round.number()), round
			.cases());
		final Preset usual = Preset.COMMON;
		return new FineTuneOptions(new CaseSplit(cases, List.of()), start, names(), SparseLabels.RULE, usual.loss(), usual.places(),
			usual.intensities(), FewLabels.NONE, network, run, selection);
	}

	/** Names the classes that the model will tell apart, in the order of their values. */
	private List<String> names() {
		final List<SegmentationClass> before = start.map(file -> ModelFile.describe(file).plan().classes()).orElse(List.of());
		final List<Integer> known = before.stream().map(SegmentationClass::value).toList();
		return (known.containsAll(round.values()) ? known : round.values()).stream().filter(value -> value > 0).map(value -> name(
			value, before)).toList();
	}

	private String name(final int value, final List<SegmentationClass> before) {
		final String name = value <= classes.size() ? classes.get(value - 1) : "";
		return !name.isEmpty() ? name : before.stream().filter(one -> one.value() == value).map(SegmentationClass::name).findFirst()
			.orElse("class " + value);
	}
}
