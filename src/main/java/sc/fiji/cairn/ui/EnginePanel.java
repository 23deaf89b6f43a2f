// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.BorderLayout;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;

import sc.fiji.cairn.engine.EngineState;
import sc.fiji.cairn.engine.InstalledEngine;

/** What the window of the engines shows: a table of them, buttons, a log, and how far the work in progress is. */
final class EnginePanel {

	private static final int GAP = 10;

	private final JPanel all = new JPanel(new BorderLayout(GAP, GAP));
	private final EngineTable engines = new EngineTable();
	private final JTable table = table(engines);
	private final JLabel advice = new JLabel(" ");
	private final JLabel inUse = new JLabel(" ");
	private final JTextArea log = new JTextArea(6, 60);
	private final JProgressBar bar = new JProgressBar();
	private final JButton cancel = new JButton("Cancel");
	private final JPanel buttons = new JPanel();
	private final List<JButton> always = new ArrayList<>();
	private final List<JButton> ofSelected = new ArrayList<>();

	/**
	 * @param cancelling ends the work in progress
	 */
	EnginePanel(final Runnable cancelling) {
		cancel.addActionListener(event -> cancelling.run());
		buttons.setLayout(new BoxLayout(buttons, BoxLayout.X_AXIS));
		buttons.add(Box.createHorizontalGlue());
		layTable();
		all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		all.add(head(), BorderLayout.NORTH);
		all.add(new JScrollPane(table));
		all.add(below(), BorderLayout.SOUTH);
		enable(true);
	}

	/** Makes a table that shows what is cut off when the mouse rests on it. */
	private static JTable table(final EngineTable engines) {
		return new JTable(engines) {

			private static final long serialVersionUID = 1L;

			@Override
			public String getToolTipText(final MouseEvent event) {
				final int row = rowAtPoint(event.getPoint());
				final int column = columnAtPoint(event.getPoint());
				return row < 0 || column < 0 ? null : (String) getValueAt(row, column);
			}
		};
	}

	private void layTable() {
		table.setName("engines");
		table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		table.setFillsViewportHeight(true);
		table.getSelectionModel().addListSelectionListener(event -> enable(!cancel.isEnabled()));
		table.setRowHeight(table.getFontMetrics(table.getFont()).getHeight() + GAP / 2);
		int width = 0;
		for (int column = 0; column < engines.getColumnCount(); column++) {
			table.getColumnModel().getColumn(column).setPreferredWidth(EngineTable.width(column));
			width += EngineTable.width(column);
		}
		table.setPreferredScrollableViewportSize(new Dimension(width, 5 * table.getRowHeight()));
	}

	private JPanel head() {
		advice.setFont(advice.getFont().deriveFont(Font.BOLD));
		inUse.setName("in use");
		inUse.setFont(inUse.getFont().deriveFont(Font.PLAIN));
		final JPanel head = new JPanel(new BorderLayout(0, GAP / 2));
		head.add(advice, BorderLayout.NORTH);
		head.add(inUse, BorderLayout.SOUTH);
		return head;
	}

	private JPanel below() {
		log.setEditable(false);
		log.setLineWrap(true);
		log.setWrapStyleWord(true);
		log.setName("log");
		bar.setStringPainted(true);
		bar.setString("");
		final JPanel work = new JPanel(new BorderLayout(GAP, GAP));
		work.add(bar);
		work.add(cancel, BorderLayout.EAST);
		final JPanel below = new JPanel(new BorderLayout(GAP, GAP));
		below.add(buttons, BorderLayout.NORTH);
		below.add(new JScrollPane(log));
		below.add(work, BorderLayout.SOUTH);
		return below;
	}

	/** Adds a button on the left, for what is done to the selected engine. */
	void addForSelected(final String text, final Consumer<InstalledEngine> action) {
		final JButton button = new JButton(text);
		button.addActionListener(event -> selected().ifPresent(action));
		final int place = 2 * ofSelected.size();
		buttons.add(button, place);
		buttons.add(Box.createHorizontalStrut(GAP / 2), place + 1);
		ofSelected.add(button);
		enable(true);
	}

	/** Adds a button on the right, for all else. */
	void add(final String text, final Runnable action) {
		final JButton button = new JButton(text);
		button.addActionListener(event -> action.run());
		buttons.add(Box.createHorizontalStrut(GAP / 2));
		buttons.add(button);
		always.add(button);
	}

	/** Allows what can be done now. */
	void enable(final boolean idle) {
		cancel.setEnabled(!idle);
		always.forEach(button -> button.setEnabled(idle));
		ofSelected.forEach(button -> button.setEnabled(idle && selected().isPresent()));
	}

	private Optional<InstalledEngine> selected() {
		return engines.engine(table.getSelectedRow());
	}

	Container component() {
		return all;
	}

	/** Makes the progress of some work, which the bar and the log show. */
	BarProgress progress() {
		return new BarProgress(bar, this::append);
	}

	private void append(final String line) {
		log.append(line + "\n");
		log.setCaretPosition(log.getDocument().getLength());
	}

	/** Shows that no work is in progress. */
	void rest(final String text) {
		bar.setIndeterminate(false);
		bar.setValue(0);
		bar.setString(text);
		enable(true);
	}

	/** Shows how engines stand; the one that is chosen is selected, if none was. */
	void show(final List<EngineState> states) {
		final int selected = table.getSelectedRow();
		engines.show(states);
		final int row = selected < 0 || selected >= states.size() ? engines.chosen() : selected;
		if (row >= 0) table.setRowSelectionInterval(row, row);
	}

	void advise(final String text) {
		advice.setText(text);
	}

	void tellUse(final String text) {
		inUse.setText(text);
		inUse.setToolTipText(text);
	}
}
