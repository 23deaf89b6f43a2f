// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import javax.swing.JComponent;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/** A line for a text or a number. */
final class TextField implements Field {

	private static final int TEXT_COLUMNS = 24;
	private static final int NUMBER_COLUMNS = 8;

	private final HintLine line;

	TextField(final String text, final boolean number) {
		line = new HintLine(text, number ? NUMBER_COLUMNS : TEXT_COLUMNS);
	}

	/** Calls back whenever a text changes. */
	static void listen(final JTextComponent text, final Runnable listener) {
		text.getDocument().addDocumentListener(new DocumentListener() {

			@Override
			public void insertUpdate(final DocumentEvent event) {
				listener.run();
			}

			@Override
			public void removeUpdate(final DocumentEvent event) {
				listener.run();
			}

			@Override
			public void changedUpdate(final DocumentEvent event) {
				// Plain texts have no attributes.
			}
		});
	}

	@Override
	public JComponent component() {
		return line;
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
	public void show(final String text) {
		line.setText(text);
	}

	@Override
	public void hint(final String text) {
		line.hint(text);
	}

	@Override
	public void onChange(final Runnable listener) {
		listen(line, listener);
	}

	@Override
	public boolean isShort() {
		return line.getColumns() == NUMBER_COLUMNS;
	}
}
