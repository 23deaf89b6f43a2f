// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.train.CommonOptions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.volume.Selection;

/**
 * The parameters of a pretraining.
 *
 * @param cases volumes to train on
 * @param method name of the {@link PretrainMethod}
 * @param domains what the domains of the cases are, for methods that learn from several
 * @param contrast what the method compares
 * @param own values of the parameters that the method brings itself
 * @param supervision labelled cases, for methods that need some
 * @param pretrained model to go on from, if any
 * @param network shape of the network; the pretrained model decides if there is one
 * @param run how to train
 * @param later how further stages are trained, where that differs; the last one serves for all that follow
 * @param selection channels and time points of the volumes to train on; each time point is a volume of its own
 */
public record PretrainOptions(List<Case> cases, String method, Domains domains, ContrastOptions contrast,
	OwnParameters own, SupervisionOptions supervision, Optional<Path> pretrained, NetworkOptions network, RunOptions run,
	List<StageRecipe> later, Selection selection) implements CommonOptions
{

	/** Trains all stages alike, on volumes whole, by a method without parameters of its own. */
	public PretrainOptions(final List<Case> cases, final String method, final Domains domains, final ContrastOptions contrast,
		final SupervisionOptions supervision, final Optional<Path> pretrained,
		final NetworkOptions network, final RunOptions run)
	{
		this(cases, method, domains, contrast, OwnParameters.NONE, supervision, pretrained, network, run, List.of(), Selection.ALL);
	}

	public PretrainOptions {
		cases = List.copyOf(cases);
		later = List.copyOf(later);
		if (run.batch() < 2) throw CairnException.of("batch", "The parameter batch must be at least 2, not " + run.batch() +
			": one image cannot be compared.");
	}

	@Override
	public PretrainOptions inVolumes() {
		return new PretrainOptions(cases, method, domains, contrast, own, supervision, pretrained, network, run
			.inVolumes(), later.stream().map(StageRecipe::inVolumes).toList(), selection);
	}

	@Override
	public Stream<Path> sources() {
		return Stream.of(cases, supervision.cases()).flatMap(List::stream).flatMap(Case::files);
	}

	/** Gets the options of a stage, counted from 0. */
	public PretrainOptions stage(final int number) {
		if (number == 0 || later.isEmpty()) return this;
		final StageRecipe stage = later.get(Math.min(number, later.size()) - 1);
		return new PretrainOptions(cases, method, domains, contrast.with(stage), own, supervision, pretrained, network, run.with(
			stage.recipe()), later, selection);
	}
}
