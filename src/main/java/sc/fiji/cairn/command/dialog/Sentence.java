// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;

import javax.swing.JTextArea;
import javax.swing.UIManager;

/** A text that is broken into lines as wide as there is room. */
class Sentence extends JTextArea {

	private static final long serialVersionUID = 1L;

	private static final Color WRONG = new Color(176, 0, 32);

	/** @param rows lines that there is room for, even if the text is shorter; 0 for as many as it needs */
	Sentence(final int rows) {
		super(rows, 0);
		setLineWrap(true);
		setWrapStyleWord(true);
		setEditable(false);
		setFocusable(false);
		setOpaque(false);
		setBorder(null);
		setFont(UIManager.getFont("Label.font").deriveFont(Font.PLAIN));
	}

	/** Shows a text. */
	void say(final String text) {
		setForeground(UIManager.getColor("Label.foreground"));
		setText(text);
	}

	/** Shows what is wrong. */
	void complain(final String text) {
		setForeground(WRONG);
		setText(text);
	}

	@Override
	public Dimension getMinimumSize() {
		// NB: a text area would else insist on the width that it once had.
		return new Dimension(0, super.getMinimumSize().height);
	}
}
