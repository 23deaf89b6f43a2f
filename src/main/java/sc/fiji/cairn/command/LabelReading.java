// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.cases.LabelRule;

/** The parameters that say how label values are read; {0} is what becomes of unknown voxels, {1} which slices are meant. */
final class LabelReading {

	@Parameter(label = "Label to ignore", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Value of voxels that nobody has annotated,{0} a whole number; empty for none.")
	private String ignore = "";

	@Parameter(label = "Slices without labels", choices = { "ask", "ignore", "background" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.ASKED) },
		description = "What slices without labels are where it seems that only some{1} slices have been labelled: left out (ignore) " +
			"or background; ask lets a dialog ask, and a macro stop.")
	private String unlabelledSlices = "ask";

	@Parameter(label = "All labels are one class", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Whether all labels above 0 are one class, as where label images count objects.")
	private boolean foreground = false;

	LabelRule rule() {
		return LabelRule.of(ignore, foreground, unlabelledSlices);
	}
}
