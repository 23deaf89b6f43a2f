// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Component;

import javax.swing.JDialog;
import javax.swing.JOptionPane;

/** A question that is broken into lines, however long it is. */
final class WrappedPane extends JOptionPane {

	private static final long serialVersionUID = 1L;

	/** Letters of a line that is read with ease. */
	private static final int LINE = 72;

	/**
	 * @param options kind of the answers, as of {@link JOptionPane}
	 * @param answers texts of buttons, the first is the usual one; null for those of the kind
	 */
	WrappedPane(final String question, final int options, final String... answers) {
		super(question, QUESTION_MESSAGE, options, null, answers, answers == null ? null : answers[0]);
	}

	/** Asks, and waits for the answer; returns true if it is OK. */
	static boolean confirm(final Component parent, final String question, final String title) {
		final WrappedPane pane = new WrappedPane(question, OK_CANCEL_OPTION, (String[]) null);
		final JDialog dialog = pane.createDialog(parent, title);
		dialog.setVisible(true);
		dialog.dispose();
		return Integer.valueOf(OK_OPTION).equals(pane.getValue());
	}

	@Override
	public int getMaxCharactersPerLineCount() {
		return LINE;
	}
}
