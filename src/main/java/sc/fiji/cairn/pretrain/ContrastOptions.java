package sc.fiji.cairn.pretrain;

import sc.fiji.cairn.CairnException;

/**
 * What contrastive methods compare; each uses some of these.
 *
 * @param strategy which slices count as alike in global contrast
 * @param partitions number of parts that a stack is cut into, for global contrast
 * @param threshold largest difference of positions of slices that count as alike, as a share of the stack, for
 *          positional contrast
 * @param blocks number of decoder blocks to train, coarsest first, for local contrast
 * @param regions number of regions of a slice to compare, 9 or 13, for local contrast
 * @param temperature divisor of the similarities in the loss
 */
public record ContrastOptions(Strategy strategy, int partitions, double threshold, int blocks, int regions,
	double temperature)
{

	public ContrastOptions {
		if (!(temperature > 0)) throw new CairnException("The parameter temperature must be above 0, not " + temperature +
			"; 0.1 is usual.");
		if (!(threshold >= 0)) throw new CairnException("The parameter threshold must not be negative; 0.1 is usual.");
		if (partitions < 1) throw new CairnException("The parameter partitions must be at least 1, not " + partitions +
			".");
	}
}
