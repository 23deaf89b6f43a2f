// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;

/**
 * The labelled cases that a method may learn from, and which of their pixels it compares.
 *
 * @param cases labelled cases; may be empty
 * @param rule how label values are read
 * @param stride only every so many pixels along each axis are compared
 * @param block side of the blocks within which pixels are compared, in pixels
 */
public record SupervisionOptions(List<Case> cases, LabelRule rule, int stride, int block) {

	/** No labels, as most methods have it. */
	public static final SupervisionOptions NONE = new SupervisionOptions(List.of(), LabelRule.PLAIN, 4, 4096);

	public SupervisionOptions {
		cases = List.copyOf(cases);
		if (stride < 1) throw CairnException.of("stride", "The parameter stride must be at least 1, not " + stride + ".");
		if (block < stride) throw CairnException.of("block", "The parameter block must be at least the stride, " + stride +
			", not " + block + ".");
	}
}
