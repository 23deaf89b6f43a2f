// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.Insets;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.UIManager;

import org.scijava.module.ModuleItem;

import sc.fiji.cairn.command.Group;

/** A parameter in a dialog: its label, its field, its unit or what its value stands for, and what is wrong with it. */
final class Row {

	/** Width that sentences are broken at until the dialog has its size. */
	private static final int USUAL = 300;

	private final String key;
	private final ModuleItem<?> item;
	private final Field field;
	private final JLabel label;
	private final JLabel note = new JLabel();
	private final Sentence problem = new Sentence(0);

	/** @param key macro key, which is also the name of the field's component */
	Row(final String key, final ModuleItem<?> item, final Field field) {
		this.key = key;
		this.item = item;
		this.field = field;
		label = new JLabel(field.isLabelled() ? "" : label(item));
		label.setFont(plain());
		field.input().setFont(field.isLabelled() ? plain() : field.input().getFont());
		note.setFont(plain());
		label.setLabelFor(field.input());
		label.setToolTipText(tip());
		field.input().setName(key);
		field.input().setToolTipText(tip());
		final Color grey = UIManager.getColor("Label.disabledForeground");
		if (grey != null) note.setForeground(grey);
		note.setBorder(BorderFactory.createEmptyBorder(0, 6, 0, 0));
		mean("");
		problem.setName(key + " problem");
		problem.setSize(USUAL, 1);
		problem.setVisible(false);
	}

	/** Only titles are bold. */
	private static Font plain() {
		return UIManager.getFont("Label.font").deriveFont(Font.PLAIN);
	}

	/** Gets the label of a parameter, or its name. */
	static String label(final ModuleItem<?> item) {
		if (item.getLabel() != null && !item.getLabel().isEmpty()) return item.getLabel();
		return Character.toUpperCase(item.getName().charAt(0)) + item.getName().substring(1);
	}

	String key() {
		return key;
	}

	Field field() {
		return field;
	}

	/** Returns one or two sentences about the parameter. */
	String help() {
		return item.getDescription() == null ? "" : item.getDescription();
	}

	/** Breaks the help into lines, which tool tips do not do by themselves. */
	private String tip() {
		final String html = help().replace("&", "&amp;").replace("<", "&lt;");
		return html.isEmpty() ? null : "<html><div style='width:" + USUAL + "'>" + html + "</div></html>";
	}

	/** Calls back with the help when the keyboard writes to this field. */
	void onFocus(final Consumer<String> listener) {
		field.input().addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent event) {
				listener.accept(help() + " Macro key: " + key + ".");
			}
		});
	}

	/** Shows what the value stands for; empty if it stands for itself. */
	void mean(final String meaning) {
		if (!field.isShort()) field.hint(meaning);
		final String unit = Group.unit(item);
		if (meaning.isEmpty()) note.setText(unit);
		else note.setText(Character.isDigit(meaning.charAt(0)) ? "= " + meaning + " " + unit : meaning);
		note.setToolTipText(note.getText().isBlank() ? null : note.getText());
	}

	/** Shows what is wrong; empty if nothing is. */
	void complain(final String sentence) {
		problem.complain(sentence);
		problem.setVisible(!sentence.isEmpty());
	}

	/** Returns the width of the label. */
	int labelWidth() {
		return label.getPreferredSize().width;
	}

	/**
	 * Adds all parts to a panel with a grid-bag layout.
	 *
	 * @param y row of the grid; the next one is taken, too
	 * @param labelWidth width of the labels of all rows
	 */
	void addTo(final JPanel panel, final int y, final int labelWidth) {
		final Dimension size = new Dimension(labelWidth, label.getPreferredSize().height);
		label.setPreferredSize(size);
		label.setMinimumSize(size);
		label.setHorizontalAlignment(JLabel.RIGHT);
		final Insets insets = new Insets(1, 4, 1, 4);
		panel.add(label, new GridBagConstraints(0, y, 1, 1, 0, 0, GridBagConstraints.LINE_END, GridBagConstraints.NONE, insets,
			0, 0));
		panel.add(entry(), new GridBagConstraints(1, y, 1, 1, 1, 0, GridBagConstraints.LINE_START,
			GridBagConstraints.HORIZONTAL, insets, 0, 0));
		panel.add(problem, new GridBagConstraints(1, y + 1, 1, 1, 1, 0, GridBagConstraints.LINE_START,
			GridBagConstraints.HORIZONTAL, insets, 0, 0));
	}

	/** Puts the field, and after a short one the note, into one component. */
	private JPanel entry() {
		final JPanel entry = new JPanel(new BorderLayout());
		entry.add(field.component(), field.isShort() ? BorderLayout.WEST : BorderLayout.CENTER);
		if (field.isShort()) entry.add(note, BorderLayout.CENTER);
		return entry;
	}
}
