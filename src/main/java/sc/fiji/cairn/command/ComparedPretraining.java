// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.OwnParameters;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.study.StudyMethod;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;

/** The parameters of the network and of the pretrainings of a study. */
abstract class ComparedPretraining extends ComparedCases {

	@Shared({ "loss, optimiser, schedule and augmentation of all runs", ", or as published for", "(of augmentation: -1) " })
	private final PresetChoice system = new PresetChoice();

	@Shared("")
	private final NetworkShape shape = new NetworkShape();

	@Parameter(label = "Pretraining iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of each stage of a pretraining; 0 for the preset's.")
	private int iterationsPretraining = 0;

	@Parameter(label = "Pretraining batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "images") },
		description = "Images per training step of a pretraining, two views a place; 0 for the preset's.")
	private int batchPretraining = 0;

	@Parameter(label = "Pretraining learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "Largest learning rate of a pretraining; 0 for the preset's.")
	private double ratePretraining = 0;

	@Shared(group = Group.PRETRAINING)
	private final ContrastChoice contrast = new ContrastChoice();

	@Shared(group = Group.PRETRAINING)
	private final PixelChoice pixels = new PixelChoice();

	@Parameter(label = "Temperature", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "How much the loss dwells on the hardest negatives; the lower, the more; 0 for the preset's.")
	private double temperature = 0;

	@Shared(group = Group.PRETRAINING)
	private final MethodParameters own = new MethodParameters();

	final Preset chosen() {
		return system.preset();
	}

	/** Gets the recipe that all pretrainings share. */
	final PretrainRecipe recipe() {
		return PretrainTask.changed(usual(), one -> TrainingSchedule.of(one, iterationsPretraining, batchPretraining, ratePretraining),
			temperature, contrast.blocks());
	}

	/** Gets that recipe as the preset has it; one of a published system is for the methods of that alone. */
	private PretrainRecipe usual() {
		PretrainRecipe recipe = PretrainRecipe.COMMON;
		for (final StudyMethod method : compared())
			if (!method.isFromScratch()) recipe = methods().recipe(chosen(), method.pretraining());
		return recipe;
	}

	final ContrastOptions contrast(final PretrainRecipe recipe) {
		return contrast.of(recipe);
	}

	/** Gets the values of the parameters that methods bring themselves. */
	final OwnParameters own() {
		return own.values();
	}

	/** Says how to learn from labels while pretraining; of which cases, each run says. */
	final SupervisionOptions supervision(final LabelRule rule) {
		return pixels.of(List.of(), rule);
	}

	final NetworkOptions network() {
		return shape.options(chosen().design());
	}

	/** Says what parameters of the network and of pretrainings stand for that leave a choice open. */
	final ResolvedDefaults meaningsOfPretraining() {
		final PretrainRecipe recipe = usual();
		final StageRecipe first = recipe.stages().get(0);
		final ResolvedDefaults defaults = new ResolvedDefaults();
		shape.resolve(defaults, chosen().design(), new File(""));
		contrast.resolve(defaults, recipe);
		return defaults.add("iterationspretraining",
			iterationsPretraining == 0, first.recipe().iterations()).add("batchpretraining", batchPretraining == 0, first.recipe()
				.batch()).add("ratepretraining", ratePretraining == 0, first.recipe().rate()).add("temperature", temperature == 0, first
					.temperature());
	}
}
