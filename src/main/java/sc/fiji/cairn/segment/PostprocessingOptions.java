// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import sc.fiji.cairn.CairnException;

/**
 * What is done to label images after segmentation, in this order. Voxels belong together if they have a common face.
 *
 * @param largest whether to keep only the largest component of each class
 * @param minimum components smaller than this, in the cubed unit of the image (mm^3 if it is in mm; squared for a 2D
 *          image), become background; 0 to keep all
 * @param holes whether background that is enclosed by voxels of one class becomes that class
 * @param instances whether components are numbered from 1, through all classes
 */
public record PostprocessingOptions(boolean largest, double minimum, boolean holes, boolean instances) {

	/** Nothing is done. */
	public static final PostprocessingOptions NOTHING = new PostprocessingOptions(false, 0, false, false);

	public PostprocessingOptions {
		if (!(minimum >= 0)) throw CairnException.of("minimum", "The parameter minimum must not be negative, as " + minimum +
			" is; give the smallest volume that an object may have.");
	}

	/** Returns true if label images stay as they are. */
	boolean isNothing() {
		return !largest && minimum == 0 && !holes && !instances;
	}
}
