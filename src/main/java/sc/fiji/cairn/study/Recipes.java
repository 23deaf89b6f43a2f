// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.pretrain.PretrainMethod;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.pretrain.PretrainOptions;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.NetworkPlan;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;

/** Says how each training of a study is to be done; what no method asks to differ is the same in all. */
final class Recipes {

	private final StudyOptions options;
	private final StudyCases cases;
	private final StudyRecord record;
	private final PretrainMethods methods;

	Recipes(final StudyOptions options, final StudyCases cases, final StudyRecord record, final PretrainMethods methods) {
		this.methods = methods;
		this.options = options;
		this.cases = cases;
		this.record = record;
	}

	private PretrainMethod method(final StudyMethod method) {
		return methods.of(method.pretraining());
	}

	/** Gets the pretrained model of a run: one for the whole study, unless the method learns from the run's labels. */
	Path pretrained(final StudyMethod method, final RunKey run) {
		final String choice = method.choice() == null ? "" : method.choice().title() + "-";
		return options.output().resolve("pretrained").resolve(method.pretraining() + (method(method).needsLabels()
			? "-" + choice + run.drawName() : "") + ".cairn");
	}

	/** Gets the model of a run. */
	Path model(final RunKey run) {
		return options.output().resolve("models").resolve(run.fileName() + ".cairn");
	}

	/** Tells if a method pretrains on the labels of a run. */
	boolean pretrainsOnLabels(final StudyMethod method) {
		return !method.isFromScratch() && method(method).needsLabels();
	}

	/** Tells if a method pretrains on the further folders, too. */
	private boolean learnsFromOthers(final StudyMethod method) {
		return !method.isFromScratch() && method(method).usesDomains() && !options.data().others().isEmpty();
	}

	/**
	 * Makes sure that no method pretrains on test cases in the further folders.
	 *
	 * @throws sc.fiji.cairn.CairnException if one would
	 */
	void requireUnseen(final List<StudyMethod> compared) {
		if (compared.stream().anyMatch(this::learnsFromOthers)) cases.requireUnseen();
	}

	/** Says how to pretrain for a run, on train cases alone. */
	PretrainOptions pretraining(final StudyMethod method, final RunKey run) {
		final PretrainMethod pretraining = method(method);
		final StudyData data = options.data();
		final SupervisionOptions supervision = options.supervision();
		final boolean several = learnsFromOthers(method);
		final List<Case> seen = new ArrayList<>(cases.unlabelled());
		if (several) seen.addAll(cases.others());
		final Optimisation optimisation = methods.recipe(options.preset(), method.pretraining()).stages().get(0).recipe()
			.optimisation();
		return new PretrainOptions(seen, method.pretraining(), several ? data.domains() : Domains.apart(1), options.contrast(), options.own()
			.of(pretraining), pretraining.needsLabels() ? new SupervisionOptions(labelled(method, run), rule(method, run), supervision.stride(),
				supervision
				.block()) : SupervisionOptions.NONE, Optional.empty(), network(), run(options.pretraining(), optimisation, options.seed(),
						pretrained(method, run)), options.later(), data.selection());
	}

	/** Gets what a run learns from; before its slices are chosen, all that they may be chosen among. */
	private List<Case> labelled(final StudyMethod method, final RunKey run) {
		return RevealedLabels.isSparse(method, run) ? RevealedLabels.cases(options.output(), run, cases.labelled(run)) : cases
			.labelled(run);
	}

	private LabelRule rule(final StudyMethod method, final RunKey run) {
		return RevealedLabels.isSparse(method, run) ? SparseLabels.RULE : options.data().rule();
	}

	/** Says how to fine-tune for a run. */
	FineTuneOptions fineTuning(final StudyMethod method, final RunKey run) {
		final StudyData data = options.data();
		final Preset preset = options.preset();
		return new FineTuneOptions(new CaseSplit(labelled(method, run), List.of()), method.isFromScratch() ? Optional.empty()
			: Optional.of(pretrained(method, run)), List.of(), rule(method, run), preset.loss(), options.augmentation(), preset
				.intensities(), options.settings().with(method.options(), cases.unlabelled()), network(), run(budget(
					run), preset.fineTuning().optimisation(), options.seed() + run.draw() - 1, model(run)), data.selection());
	}

	/** The network, window and pixel size that fit all train cases, whichever of them a run sees. */
	private NetworkOptions network() {
		return options.network().with(new NetworkPlan(record.architecture(), record.preprocessing(), null));
	}

	private RunOptions run(final Budget budget, final Optimisation optimisation, final int seed, final Path model) {
		return new RunOptions(budget.iterations(), budget.batch(), budget.patches(), budget.rate(), optimisation, seed, options
			.device(), record.precision(), model, true);
	}

	/** Lists what the stages of a pretraining cost; of volumes it sees windows of half the sides. */
	List<Budget> pretrainingStages(final StudyMethod method) {
		final List<StageRecipe> later = options.later();
		final List<Budget> stages = new ArrayList<>(List.of(options.pretraining()));
		for (int stage = 1; stage < method(method).stageCount(); stage++)
			stages.add(later.isEmpty() ? options.pretraining() : Budget.of(later.get(Math.min(stage, later.size()) - 1).recipe()));
		return stages.stream().map(stage -> new Budget(stage.iterations(), stage.batch(), Math.max(1, stage.patches() / 8), stage
			.rate())).toList();
	}

	/** Gets the budget of the fine-tuning of a run. */
	Budget budget(final RunKey run) {
		return run.isCeiling() ? options.ceiling() : options.fineTuning();
	}

	/** Lists what the rounds of a fine-tuning cost. */
	List<Budget> fineTuningStages(final StudyMethod method, final RunKey run) {
		return Collections.nCopies(method.options().contains(FineTuneOption.SELFTRAINING) ? 1 + options.settings()
			.selfTraining().rounds() : 1, budget(run));
	}
}
