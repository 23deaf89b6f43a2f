// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.NameList;

/** The parameters that say which classes there are, and how label values are read. */
final class LearntLabels {

	@Parameter(label = "Class names", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "What to call the classes, in the order of their values, separated by semicolons; may be empty.")
	private String names = "";

	@Shared({ " from which nothing is learnt,", "" })
	private final LabelReading reading = new LabelReading();

	List<String> names() {
		return NameList.split(names);
	}

	LabelRule rule() {
		return reading.rule();
	}
}
