// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.ProjectionHead.Shape;

/**
 * What contrastive methods compare; each uses some of these.
 *
 * @param strategy which slices count as alike in global contrast
 * @param partitions number of parts that a stack is cut into, for global contrast
 * @param threshold largest difference of positions of slices that count as alike, as a share of the stack, for
 *          positional contrast
 * @param axes along which positions count, for positional contrast
 * @param blocks number of decoder blocks to train, coarsest first, for local contrast
 * @param regions number of regions of a slice to compare, 9 or 13, for local contrast
 * @param local which regions count as alike in local contrast
 * @param temperature divisor of the similarities in the loss
 * @param views what slices are changed to
 * @param head size of the projection of whole slices
 */
public record ContrastOptions(Strategy strategy, int partitions, double threshold, PositionAxes axes, int blocks, int regions,
	LocalPositives local, double temperature, ViewAugmentation views, Shape head)
{

	private static final StageRecipe COMMON = PretrainRecipe.COMMON.stages().get(0);

	/** Compares the views of {@code preset=common}, and regions of the same slice. */
	public ContrastOptions(final Strategy strategy, final int partitions, final double threshold, final int blocks,
		final int regions, final double temperature)
	{
		this(strategy, partitions, threshold, PositionAxes.Z, blocks, regions, LocalPositives.RANDOM, temperature, COMMON.views(), COMMON
			.head());
	}

	public ContrastOptions {
		if (!(temperature > 0)) throw CairnException.of("temperature", "The parameter temperature must be above 0, not " + temperature +
			"; 0.1 is usual.");
		if (!(threshold >= 0)) throw CairnException.of("threshold", "The parameter threshold must not be negative; 0.1 is usual.");
		if (partitions < 1) throw CairnException.of("partitions", "The parameter partitions must be at least 1, not " + partitions +
			".");
	}

	/** Gets the same as one stage has it. */
	ContrastOptions with(final StageRecipe stage) {
		return new ContrastOptions(strategy, partitions, threshold, axes, blocks, regions, local, stage.temperature(), stage
			.views(), stage.head());
	}
}
