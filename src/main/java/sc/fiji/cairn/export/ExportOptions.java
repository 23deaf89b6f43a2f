// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

/**
 * What the network of an export does besides.
 *
 * @param flips whether it averages over mirrored images, along the axes that the model was trained to be mirrored in
 * @param normalises whether it normalises the intensities itself, of all that it is given at once
 * @param slices whether the package of a 2D model takes single slices, and not stacks of them
 */
public record ExportOptions(boolean flips, boolean normalises, boolean slices) {

	/** The network as it is. */
	public static final ExportOptions PLAIN = new ExportOptions(false, false, false);
}
