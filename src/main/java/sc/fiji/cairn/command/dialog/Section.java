// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagLayout;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import javax.swing.UIManager;

/** A titled group of rows, which may open and close. */
final class Section extends JPanel {

	private static final long serialVersionUID = 1L;

	private final transient List<Row> rows;
	private final JPanel content = new JPanel(new GridBagLayout());
	private final JComponent header;

	/**
	 * @param folds whether it opens and closes; it is then closed at first
	 * @param resized is called when it has been opened or closed
	 */
	Section(final String title, final List<Row> rows, final int labelWidth, final boolean folds, final Runnable resized) {
		super(new BorderLayout());
		this.rows = rows;
		header = folds ? toggle(title, resized) : title(title);
		content.setBorder(BorderFactory.createEmptyBorder(0, 0, 4, 0));
		content.setVisible(!folds);
		for (int i = 0; i < rows.size(); i++)
			rows.get(i).addTo(content, 2 * i, labelWidth);
		add(header, BorderLayout.NORTH);
		add(content, BorderLayout.CENTER);
		setAlignmentX(Component.LEFT_ALIGNMENT);
	}

	/** Makes the title of a section that is always open. */
	static JLabel title(final String text) {
		final JLabel title = new JLabel(text);
		title.setFont(title.getFont().deriveFont(Font.BOLD));
		title.setBorder(BorderFactory.createCompoundBorder(BorderFactory.createEmptyBorder(6, 4, 2, 4), BorderFactory
			.createMatteBorder(0, 0, 1, 0, UIManager.getColor("Label.disabledForeground"))));
		title.setAlignmentX(Component.LEFT_ALIGNMENT);
		title.setMaximumSize(new Dimension(Integer.MAX_VALUE, title.getPreferredSize().height));
		return title;
	}

	private JToggleButton toggle(final String title, final Runnable resized) {
		final JToggleButton button = new JToggleButton(title, UIManager.getIcon("Tree.collapsedIcon"));
		button.setSelectedIcon(UIManager.getIcon("Tree.expandedIcon"));
		button.setName("fold " + title);
		button.setHorizontalAlignment(SwingConstants.LEFT);
		button.setBorder(BorderFactory.createEmptyBorder(3, 4, 3, 4));
		button.setContentAreaFilled(false);
		button.addItemListener(event -> {
			content.setVisible(button.isSelected());
			resized.run();
		});
		return button;
	}

	/** Opens the section if it holds a row. */
	void reveal(final Row row) {
		if (rows.contains(row) && header instanceof JToggleButton button) button.setSelected(true);
	}
}
