// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.LocalPositives;
import sc.fiji.cairn.pretrain.PositionAxes;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.Strategy;

/** The parameters of what contrastive pretraining takes as alike. */
final class ContrastChoice {

	@Parameter(label = "Strategy", choices = { "random", "gd-minus", "gd" }, persist = false,
		description = "Which slices count as similar: only changed copies of one (random), never those of the same " +
			"partition as different (gd-minus), or those of the same partition in all volumes (gd).")
	private String strategy = "gd";

	@Parameter(label = "Partitions", min = "1", persist = false,
		description = "Into how many parts of equal size each volume is cut along Z.")
	private int partitions = 4;

	@Parameter(label = "Threshold", min = "0", persist = false,
		attrs = @Attr(name = Group.UNIT, value = "of the stack"),
		description = "For positional: largest difference of positions along the stack, as a share of it, of slices that " +
			"count as similar.")
	private double threshold = 0.1;

	@Parameter(label = "Axes of positions", choices = { "z", "all" }, persist = false,
		description = "For positional in 3D: whether positions have to be near along Z, as published, or along all axes.")
	private String axes = "z";

	@Parameter(label = "Decoder blocks", min = "0", max = "7", persist = false,
		description = "For global-local: number of decoder blocks to train, coarsest first; 0 as the preset says; in 3D more if " +
			"regions would not fit otherwise.")
	private int blocks = 0;

	@Parameter(label = "Regions", min = "9", max = "13", persist = false,
		description = "For global-local: number of regions of a slice to compare, 9 or 13; in 3D these stand for 27 and 35.")
	private int regions = 13;

	@Parameter(label = "Local positives", choices = { "random", "partition" }, persist = false,
		description = "For global-local: which regions count as similar: those of two copies of a slice (random), also " +
			"those of slices of the same partition of other volumes (partition).")
	private String local = "random";

	/** Returns the number of decoder blocks, 0 for that of the preset. */
	int blocks() {
		return blocks;
	}

	/** Says what to compare; what a recipe decides is as it says. */
	ContrastOptions of(final PretrainRecipe recipe) {
		return recipe.contrast(Inputs.choice(Strategy.class, strategy), partitions, threshold, Inputs.choice(PositionAxes.class,
			axes), regions, Inputs.choice(LocalPositives.class, local));
	}

	/** Says what the values stand for that leave the choice to a recipe. */
	void resolve(final ResolvedDefaults defaults, final PretrainRecipe usual) {
		defaults.add("blocks", blocks == 0, usual.blocks());
	}
}
