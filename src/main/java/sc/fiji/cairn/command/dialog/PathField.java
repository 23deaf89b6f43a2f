// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.BorderLayout;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.TransferHandler;
import javax.swing.filechooser.FileNameExtensionFilter;
import javax.swing.plaf.basic.BasicComboBoxEditor;

import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

import ij.io.OpenDialog;

import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.command.LastUsed;

/** A line for a file or folder, or several joined by semicolons, which may also be chosen or dropped on it. */
final class PathField implements Field {

	private static final int COLUMNS = 28;

	/** How names of models end. */
	private static final String ENDING = ".cairn";

	private final String style;
	private final boolean list;
	private final JPanel panel = new JPanel(new BorderLayout(4, 0));
	private final HintLine line;
	private final boolean model;

	/**
	 * @param item its style is one of {@link FileWidget}: folder, file to open or file to save
	 * @param list whether there may be several
	 * @param proposals texts to choose from, such as titles of images; may be empty
	 */
	PathField(final ModuleItem<?> item, final boolean list, final String text, final List<String> proposals) {
		style = item.getWidgetStyle();
		model = LastUsed.isModel(item);
		this.list = list;
		line = new HintLine(text, COLUMNS);
		line.setTransferHandler(new Drop(line.getTransferHandler()));
		final JButton browse = new JButton("Browse...");
		browse.addActionListener(event -> choose());
		panel.setOpaque(false);
		panel.add(proposals.isEmpty() ? line : choice(proposals), BorderLayout.CENTER);
		panel.add(browse, BorderLayout.EAST);
	}

	/** Lets one choose from texts, which go into the line. */
	private JComboBox<String> choice(final List<String> proposals) {
		final String text = line.getText();
		final JComboBox<String> choice = new JComboBox<>(proposals.toArray(String[]::new));
		choice.setEditor(new BasicComboBoxEditor() {

			@Override
			protected JTextField createEditorComponent() {
				return line;
			}
		});
		choice.setFont(line.getFont());
		choice.setEditable(true);
		choice.setSelectedItem(text);
		// NB: a title may be much longer than there is room.
		choice.setPrototypeDisplayValue("");
		return choice;
	}

	private void choose() {
		final JFileChooser chooser = new JFileChooser(start());
		chooser.setFileSelectionMode(FileWidget.DIRECTORY_STYLE.equals(style) ? JFileChooser.DIRECTORIES_ONLY
			: JFileChooser.FILES_ONLY);
		chooser.setMultiSelectionEnabled(list);
		if (model) chooser.setFileFilter(new FileNameExtensionFilter("Cairn models (*" + ENDING + ")", ENDING.substring(1)));
		final boolean saves = FileWidget.SAVE_STYLE.equals(style);
		final int answer = saves ? chooser.showSaveDialog(panel) : chooser.showOpenDialog(panel);
		if (answer != JFileChooser.APPROVE_OPTION) return;
		final List<File> chosen = list ? Arrays.asList(chooser.getSelectedFiles()) : List.of(chooser.getSelectedFile());
		final List<File> files = saves && model ? chosen.stream().map(PathField::named).toList() : chosen;
		OpenDialog.setDefaultDirectory(chooser.getCurrentDirectory().getPath());
		set(files);
	}

	/** Lets the name of a model end as names of models do. */
	private static File named(final File model) {
		return model.getName().contains(".") ? model : new File(model.getPath() + ENDING);
	}

	/** Starts where the last file that is entered lies, or where ImageJ or a dialog was last. */
	private File start() {
		final List<String> entered = list ? NameList.split(line.getText()) : List.of(line.getText().strip());
		final String last = entered.isEmpty() ? "" : entered.get(entered.size() - 1);
		final File folder = new File(last).getParentFile();
		if (!last.isEmpty() && folder != null && folder.isDirectory()) return folder;
		final String usual = OpenDialog.getDefaultDirectory();
		return usual == null ? LastUsed.folder().orElse(null) : new File(usual);
	}

	private void set(final List<File> files) {
		line.setText(list ? NameList.join(files.stream().map(File::getPath).toList()) : files.stream().findFirst().map(File::getPath).orElse(""));
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
	public void show(final String text) {
		line.setText(text);
	}

	@Override
	public void hint(final String text) {
		line.hint(text);
	}

	@Override
	public void onChange(final Runnable listener) {
		TextField.listen(line, listener);
	}

	/** Takes files that are dropped, and leaves the rest to the text field. */
	private final class Drop extends TransferHandler {

		private static final long serialVersionUID = 1L;

		private final transient TransferHandler text;

		Drop(final TransferHandler text) {
			this.text = text;
		}

		@Override
		public boolean canImport(final TransferSupport support) {
			return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor) || text.canImport(support);
		}

		@Override
		public boolean importData(final TransferSupport support) {
			if (!support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) return text.importData(support);
			try {
				final Object dropped = support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
				set(Stream.of(((List<?>) dropped).toArray()).map(File.class::cast).toList());
				return true;
			}
			catch (final UnsupportedFlavorException | IOException exc) {
				// The program that it comes from has gone, or taken it back.
				return false;
			}
		}

		@Override
		public void exportToClipboard(final JComponent source, final Clipboard clipboard,
			final int action)
		{
			text.exportToClipboard(source, clipboard, action);
		}
	}
}
