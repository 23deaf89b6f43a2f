// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.List;

/**
 * What a label image holds.
 *
 * @param name file of the label image, or what else to call it in messages
 * @param values of its classes, and 0, which is the first
 * @param background whether 0 occurs
 * @param unknown whether the value of unknown voxels occurs
 * @param largest largest value, be it of unknown voxels
 * @param extent which slices carry labels
 */
record LabelFacts(String name, List<Integer> values, boolean background, boolean unknown, int largest,
	LabelledExtent extent)
{

	LabelFacts {
		values = List.copyOf(values);
	}

	/** Tells whether every voxel that is known is background. */
	boolean isEmpty() {
		return values.size() == 1;
	}
}
