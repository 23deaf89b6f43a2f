// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import javax.swing.JCheckBox;
import javax.swing.JComponent;

/** A box to tick, with its label. */
final class TickField implements Field {

	private final JCheckBox box;

	TickField(final String label, final boolean ticked) {
		box = new JCheckBox(label, ticked);
	}

	@Override
	public JComponent component() {
		return box;
	}

	@Override
	public JComponent input() {
		return box;
	}

	@Override
	public String text() {
		return String.valueOf(box.isSelected());
	}

	@Override
	public void show(final String text) {
		box.setSelected(Boolean.parseBoolean(text));
	}

	@Override
	public void onChange(final Runnable listener) {
		box.addItemListener(event -> listener.run());
	}

	@Override
	public boolean isLabelled() {
		return true;
	}

	@Override
	public boolean isShort() {
		return true;
	}
}
