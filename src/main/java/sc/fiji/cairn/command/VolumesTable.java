// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.List;

import ij.measure.ResultsTable;

import sc.fiji.cairn.command.caller.Caller;
import sc.fiji.cairn.segment.ClassVolume;

/** The volumes of classes as a table: one row an image and class. */
final class VolumesTable {

	/** Title of the table. */
	static final String TITLE = "Cairn Volumes";

	private final ResultsTable table = new ResultsTable();

	/** Adds an image. */
	VolumesTable add(final String image, final List<ClassVolume> volumes) {
		for (final ClassVolume volume : volumes) {
			table.addRow();
			table.addValue("image", image);
			table.addValue("class", volume.name());
			table.addValue("label", volume.value());
			table.addValue("voxels", volume.voxels());
			table.addValue("volume", volume.volume());
			table.addValue("unit", volume.unit());
			if (volume.objects() >= 0) table.addValue("objects", volume.objects());
		}
		return this;
	}

	/** Tells whether no image has been added. */
	boolean isEmpty() {
		return table.size() == 0;
	}

	/** Shows the table, and returns it; see {@link Tables#show}. */
	ResultsTable show(final Caller caller) {
		return Tables.show(table, TITLE, caller);
	}
}
