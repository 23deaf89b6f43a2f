// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.util.List;

import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;

/** A list to choose from, into which one may also write if it does not hold all there is. */
final class ChoiceField implements Field {

	private final JComboBox<String> list;

	ChoiceField(final List<String> choices, final String chosen, final boolean open) {
		list = new JComboBox<>(choices.toArray(String[]::new));
		list.setEditable(open);
		list.setSelectedItem(chosen);
	}

	@Override
	public JComponent component() {
		return list;
	}

	@Override
	public JComponent input() {
		return list.isEditable() ? editor() : list;
	}

	private JTextComponent editor() {
		return (JTextComponent) list.getEditor().getEditorComponent();
	}

	@Override
	public String text() {
		// NB: what was written becomes the selected item only when the focus leaves.
		return list.isEditable() ? editor().getText() : (String) list.getSelectedItem();
	}

	@Override
	public void show(final String text) {
		list.setSelectedItem(text);
	}

	@Override
	public void onChange(final Runnable listener) {
		list.addItemListener(event -> listener.run());
		if (list.isEditable()) TextField.listen(editor(), listener);
	}

	@Override
	public boolean isShort() {
		return true;
	}
}
