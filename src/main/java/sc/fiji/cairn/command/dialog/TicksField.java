// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.UIManager;

/**
 * A table of boxes to tick, for a list of items such as {@code scratch;global;global+mixup}: a row for what stands before the
 * {@code +}, a column for what stands after it. The list itself is shown below, as macros have it; items that no box stands
 * for may be written there.
 */
final class TicksField implements Field {

	private static final String JOINT = ";";
	private static final String ALONE = "alone";

	/** Size of headings compared with other letters. */
	private static final float HEADING = 0.85f;

	private final JPanel panel = new JPanel(new BorderLayout(0, 2));
	private final JTextField line;
	private final Map<String, JCheckBox> boxes = new LinkedHashMap<>();
	private boolean ticking;

	/** @param items that there are boxes for */
	TicksField(final String text, final List<String> items) {
		line = new JTextField(text);
		panel.setOpaque(false);
		panel.add(table(items), BorderLayout.CENTER);
		panel.add(line, BorderLayout.SOUTH);
		TextField.listen(line, this::show);
		show();
	}

	private JPanel table(final List<String> items) {
		final JPanel table = new JPanel(new GridBagLayout());
		final List<String> rows = items.stream().map(TicksField::row).distinct().toList();
		final List<String> columns = items.stream().map(TicksField::column).distinct().toList();
		for (int column = 0; column < columns.size(); column++)
			table.add(heading(columns.get(column)), place(column + 1, 0));
		for (int row = 0; row < rows.size(); row++)
			table.add(label(rows.get(row)), place(0, row + 1));
		for (final String item : items) {
			final JCheckBox box = new JCheckBox();
			box.setMargin(new Insets(0, 0, 0, 0));
			box.setName("tick " + item);
			box.setToolTipText(item);
			box.getAccessibleContext().setAccessibleName(item);
			box.addActionListener(event -> tick(item, box.isSelected()));
			boxes.put(item, box);
			table.add(box, place(columns.indexOf(column(item)) + 1, rows.indexOf(row(item)) + 1));
		}
		final JPanel left = new JPanel(new BorderLayout());
		left.add(table, BorderLayout.WEST);
		return left;
	}

	private static String row(final String item) {
		return item.split("\\+", 2)[0];
	}

	private static String column(final String item) {
		return item.contains("+") ? "+" + item.split("\\+", 2)[1] : ALONE;
	}

	private static JLabel label(final String text) {
		final JLabel label = new JLabel(text);
		label.setFont(UIManager.getFont("Label.font").deriveFont(Font.PLAIN));
		return label;
	}

	/** Makes a heading, which has less room than a label. */
	private static JLabel heading(final String text) {
		final JLabel heading = label(text);
		heading.setFont(heading.getFont().deriveFont(HEADING * heading.getFont().getSize2D()));
		return heading;
	}

	private static GridBagConstraints place(final int column, final int row) {
		return new GridBagConstraints(column, row, 1, 1, 0, 0, column == 0 ? GridBagConstraints.LINE_START
			: GridBagConstraints.CENTER, GridBagConstraints.NONE, new Insets(0, 0, 0, column == 0 ? 8 : 4), 0, 0);
	}

	private List<String> listed() {
		return Arrays.stream(line.getText().split(JOINT)).map(String::strip).filter(item -> !item.isEmpty()).toList();
	}

	/** Adds an item to the list, or removes it. */
	private void tick(final String item, final boolean ticked) {
		final List<String> list = new ArrayList<>(listed());
		list.remove(item);
		if (ticked) list.add(item);
		ticking = true;
		line.setText(String.join(JOINT, list));
		ticking = false;
		show();
	}

	/** Ticks what is in the list. */
	private void show() {
		// NB: a text is replaced in two steps, of which the first leaves it empty.
		if (ticking) return;
		final List<String> list = listed();
		boxes.forEach((item, box) -> box.setSelected(list.contains(item)));
	}

	@Override
	public void show(final String text) {
		line.setText(text);
	}

	@Override
	public JComponent component() {
		return panel;
	}

	@Override
	public JComponent input() {
		return line;
	}

	@Override
	public String text() {
		return line.getText();
	}

	@Override
	public void onChange(final Runnable listener) {
		TextField.listen(line, listener);
	}
}
