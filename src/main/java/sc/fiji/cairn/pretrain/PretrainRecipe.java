// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import sc.fiji.cairn.network.ProjectionHead.Shape;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Recipe;

/**
 * How a pretraining is done. Where the published systems count epochs, these are the iterations that they are on data
 * sets of their size.
 *
 * @param stages one recipe a stage; the last one serves for all further stages, too
 * @param blocks number of decoder blocks to train in local contrast
 */
public record PretrainRecipe(List<StageRecipe> stages, int blocks) {

	/** That of {@code preset=common}, which all methods share. */
	public static final PretrainRecipe COMMON = new PretrainRecipe(List.of(new StageRecipe(new Recipe(1000, 32, 16, 1e-3,
		Optimisation.COMMON), 0.1, ViewAugmentation.CROPS, Shape.CHAITANYA)), 2);

	public PretrainRecipe {
		stages = List.copyOf(stages);
	}

	/** Gets the same with what a user wants otherwise in all stages; 0 stands for no wish. */
	public PretrainRecipe with(final int iterations, final int batch, final double rate, final double temperature,
		final int wantedBlocks)
	{
		return new PretrainRecipe(stages.stream().map(stage -> new StageRecipe(stage.recipe().with(iterations, batch, rate),
			temperature == 0 ? stage.temperature() : temperature, stage.views(), stage.head())).toList(), wantedBlocks == 0
				? blocks : wantedBlocks);
	}

	/** Says what the first stage compares; blocks, temperature, views and head are the recipe's. */
	public ContrastOptions contrast(final Strategy strategy, final int partitions, final double threshold,
		final PositionAxes axes, final int regions, final LocalPositives local)
	{
		final StageRecipe first = stages.get(0);
		return new ContrastOptions(strategy, partitions, threshold, axes, blocks, regions, local, first.temperature(), first.views(),
			first.head());
	}

	/** Gets the recipes of all stages but the first. */
	public List<StageRecipe> later() {
		return stages.subList(1, stages.size());
	}
}
