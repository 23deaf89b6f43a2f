// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.LocalPositives;
import sc.fiji.cairn.pretrain.PositionAxes;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.pretrain.Strategy;
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

	@Parameter(label = "Strategy", choices = { "random", "gd-minus", "gd" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "Which slices count as similar: only changed copies of one (random), never those of the same " +
			"partition as different (gd-minus), or those of the same partition in all volumes (gd).")
	private String strategy = "gd";

	@Parameter(label = "Partitions", min = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "Into how many parts of equal size each volume is cut along Z.")
	private int partitions = 4;

	@Parameter(label = "Threshold", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "of the stack") },
		description = "For positional: largest difference of positions along the stack, as a share of it, of slices that " +
			"count as similar.")
	private double threshold = 0.1;

	@Parameter(label = "Axes of positions", choices = { "z", "all" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For positional in 3D: whether positions have to be near along Z, as published, or along all axes.")
	private String axes = "z";

	@Parameter(label = "Decoder blocks", min = "0", max = "7", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For global-local: number of decoder blocks to train, coarsest first; 0 for the preset's; in 3D more if regions " +
			"would not fit otherwise.")
	private int blocks = 0;

	@Parameter(label = "Regions", min = "9", max = "13", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For global-local: number of regions of a slice to compare, 9 or 13; in 3D these stand for 27 and 35.")
	private int regions = 13;

	@Parameter(label = "Local positives", choices = { "random", "partition" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For global-local: which regions count as similar: those of two copies of a slice (random), also " +
			"those of slices of the same partition of other volumes (partition).")
	private String local = "random";

	@Parameter(label = "Stride", min = "1", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "pixels") },
		description = "For supervised-local: only every so many pixels along each axis are compared.")
	private int stride = 4;

	@Parameter(label = "Block", min = "1", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "pixels") },
		description = "For supervised-local: side of the blocks within which pixels are compared, in pixels.")
	private int block = 4096;

	@Parameter(label = "Temperature", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "How much the loss dwells on the hardest negatives; the lower, the more; 0 for the preset's.")
	private double temperature = 0;

	final Preset chosen() {
		return system.preset();
	}

	/** Gets the recipe that all pretrainings share. */
	final PretrainRecipe recipe() {
		return PretrainTask.changed(usual(), one -> TrainingSchedule.of(one, iterationsPretraining, batchPretraining, ratePretraining),
			temperature, blocks);
	}

	/** Gets that recipe as the preset has it; one of a published system is for the methods of that alone. */
	private PretrainRecipe usual() {
		PretrainRecipe recipe = PretrainRecipe.COMMON;
		for (final StudyMethod method : compared())
			if (!method.isFromScratch()) recipe = methods().recipe(chosen(), method.pretraining());
		return recipe;
	}

	final ContrastOptions contrast(final PretrainRecipe recipe) {
		return recipe.contrast(Inputs.choice(Strategy.class, strategy), partitions, threshold, Inputs.choice(PositionAxes.class,
			axes), regions, Inputs.choice(
			LocalPositives.class, local));
	}

	/** Says how to learn from labels while pretraining; of which cases, each run says. */
	final SupervisionOptions supervision(final LabelRule rule) {
		return new SupervisionOptions(List.of(), rule, stride, block);
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
		return defaults.add("iterationspretraining",
			iterationsPretraining == 0, first.recipe().iterations()).add("batchpretraining", batchPretraining == 0, first.recipe()
				.batch()).add("ratepretraining", ratePretraining == 0, first.recipe().rate()).add("temperature", temperature == 0, first
					.temperature()).add("blocks", blocks == 0, recipe.blocks());
	}
}
