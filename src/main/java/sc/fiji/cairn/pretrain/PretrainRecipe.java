// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.function.UnaryOperator;

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

	/** Gets the same with other numbers of decoder blocks and, in all stages, with what is changed of them. */
	public PretrainRecipe with(final UnaryOperator<StageRecipe> change, final int otherBlocks) {
		return new PretrainRecipe(stages.stream().map(change).toList(), otherBlocks);
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
