// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

import sc.fiji.cairn.command.caller.Caller;

/** Hands out tables. */
final class Tables {

	private Tables() {
		// Only static methods.
	}

	/**
	 * Shows a table in a window of its own. In a macro it becomes ImageJ's results table, too, for {@code nResults} and
	 * {@code getResult(column, row)}: no other table can be read when there is no display.
	 *
	 * @param caller of the command whose table it is
	 * @return the table
	 */
	static ResultsTable show(final ResultsTable table, final String title, final Caller caller) {
		if (caller.isMacro() || GraphicsEnvironment.isHeadless()) Analyzer.setResultsTable(table);
		if (!GraphicsEnvironment.isHeadless()) table.show(title);
		return table;
	}
}
