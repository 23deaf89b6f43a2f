// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import ij.measure.ResultsTable;

/** Turns scores into an ImageJ results table, with the lines and columns of {@link EvaluationCsv}. */
public final class EvaluationTable {

	private static final int DECIMALS = 4;

	private EvaluationTable() {}

	/** Makes a table; it is not shown. Cells without a value are empty. */
	public static ResultsTable of(final EvaluationResult result) {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(DECIMALS);
		table.setNaNEmptyCells(true);
		table.showRowNumbers(false);
		final String unit = result.unit();
		for (final Row row : Row.of(result)) {
			table.addRow();
			table.addValue("case", row.name());
			table.addValue("class", row.label());
			for (final Measure measure : Measure.values()) {
				final double value = row.values()[measure.ordinal()];
				if (Double.isNaN(value)) table.addValue(measure.column(unit), "");
				else table.addValue(measure.column(unit), value);
			}
			table.addValue("absent_in", row.absentIn());
			table.addValue("n", row.n());
			table.addValue("unit", row.unit());
		}
		return table;
	}
}
