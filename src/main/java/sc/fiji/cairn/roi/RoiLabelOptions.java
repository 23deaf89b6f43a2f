// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.LabelRule;

/**
 * What ROIs say about the pixels in and around them.
 *
 * @param names of class 1, 2, ..., with which the names of their ROIs begin; empty to go by the groups of the ROIs
 * @param ignore label of pixels about which nothing is known, from 1 to 65535; ROIs of the group of this number have it, too
 * @param complete whether on slices with ROIs all else is background, rather than unknown
 */
public record RoiLabelOptions(List<String> names, int ignore, boolean complete) {

	public RoiLabelOptions {
		names = List.copyOf(names);
		if (ignore < 1 || ignore > LabelRule.LARGEST) throw CairnException.of("ignore", "The parameter ignore must be from 1 to " + LabelRule.LARGEST +
			", not " + ignore + "; 255 is usual.");
		if (names.size() >= ignore) throw CairnException.of("ignore", "The parameter ignore is " + ignore + ", which is the label of " +
			names.get(ignore - 1) + "; give the ignored voxels another value.");
	}
}
