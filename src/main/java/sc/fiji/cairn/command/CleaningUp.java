// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.segment.PostprocessingOptions;

/** The parameters of what is done with predicted labels. */
final class CleaningUp {

	@Parameter(label = "Largest components only", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.CLEANING),
		description = "Whether to keep only the largest connected component of each class.")
	private boolean largest = false;

	@Parameter(label = "Smallest object", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.CLEANING), @Attr(name = Group.UNIT, value = "cubed units") },
		description = "Smaller connected components become background: their volume in the cubed unit of the image; 0 for none.")
	private double minimum = 0;

	@Parameter(label = "Fill holes", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.CLEANING),
		description = "Whether background that is enclosed by one class becomes that class.")
	private boolean holes = false;

	@Parameter(label = "Number objects", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.CLEANING),
		description = "Whether to number connected components, instead of giving them the value of their class.")
	private boolean instances = false;

	PostprocessingOptions options() {
		return new PostprocessingOptions(largest, minimum, holes, instances);
	}
}
