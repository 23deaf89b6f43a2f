// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Insets;

import javax.swing.JTextField;
import javax.swing.UIManager;

import ij.util.Java2;

/** A line of text that says, while it is empty, what that stands for. */
final class HintLine extends JTextField {

	private static final long serialVersionUID = 1L;

	private String hint = "";

	HintLine(final String text, final int columns) {
		super(text, columns);
	}

	/** Sets what to say; empty for nothing. */
	void hint(final String text) {
		hint = text;
		getAccessibleContext().setAccessibleDescription(text);
		repaint();
	}

	/** Returns what is said while the line is empty. */
	String hint() {
		return hint;
	}

	@Override
	protected void paintComponent(final Graphics g) {
		super.paintComponent(g);
		if (!getText().isEmpty() || hint.isEmpty()) return;
		final Insets insets = getInsets();
		final Color grey = UIManager.getColor("Label.disabledForeground");
		Java2.setAntialiasedText(g, true);
		g.setFont(getFont());
		g.setColor(grey == null ? Color.GRAY : grey);
		g.drawString(hint, insets.left + 1, getBaseline(getWidth(), getHeight()));
	}
}
