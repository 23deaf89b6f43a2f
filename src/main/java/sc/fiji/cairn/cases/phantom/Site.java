// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/**
 * What a phantom is at one point.
 *
 * @param tissue decides the intensity
 * @param label class in the label image, 0 for all that is not to be segmented
 */
record Site(Tissue tissue, int label) {

	/** A point that is not to be segmented. */
	static Site of(final Tissue tissue) {
		return new Site(tissue, 0);
	}
}
