// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.swing.table.AbstractTableModel;

import sc.fiji.cairn.engine.EngineState;
import sc.fiji.cairn.engine.InstalledEngine;

/** The rows of the engine manager: one engine each. */
final class EngineTable extends AbstractTableModel {

	private static final long serialVersionUID = 1L;

	/** A column with its title and width in pixels. */
	private record Column(String title, int width, Function<EngineState, String> text) {}

	private static final List<Column> COLUMNS = List.of(new Column("Use", 120, EngineState::use), new Column("PyTorch", 60,
		EngineState::version), new Column("Runs on", 150, EngineState::purpose), new Column("Size", 60, EngineState::size),
		new Column("State", 370, EngineState::condition), new Column("Folder", 200, state -> state.engine().folder()
			.toString()));

	private transient List<EngineState> rows = List.of();

	/** Replaces the rows. */
	void show(final List<EngineState> states) {
		rows = List.copyOf(states);
		fireTableDataChanged();
	}

	/** Gets the engine of a row; nothing if there is no such row. */
	Optional<InstalledEngine> engine(final int row) {
		return row < 0 || row >= rows.size() ? Optional.empty() : Optional.of(rows.get(row).engine());
	}

	/** Finds the row of the engine to use; of none the first. */
	int chosen() {
		for (int row = 0; row < rows.size(); row++)
			if (rows.get(row).chosen()) return row;
		return rows.isEmpty() ? -1 : 0;
	}

	/** Returns how wide a column should be, in pixels. */
	static int width(final int column) {
		return COLUMNS.get(column).width();
	}

	@Override
	public int getRowCount() {
		return rows.size();
	}

	@Override
	public int getColumnCount() {
		return COLUMNS.size();
	}

	@Override
	public String getColumnName(final int column) {
		return COLUMNS.get(column).title();
	}

	@Override
	public String getValueAt(final int row, final int column) {
		return COLUMNS.get(column).text().apply(rows.get(row));
	}
}
