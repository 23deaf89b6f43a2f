package sc.fiji.cairn.command.dialog;

import java.awt.BorderLayout;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.TransferHandler;

import org.scijava.widget.FileWidget;

import ij.io.OpenDialog;

/** A line for a file or folder, or several joined by semicolons, which may also be chosen or dropped on it. */
final class PathField implements Field {

	private static final int COLUMNS = 28;
	private static final String JOINT = ";";

	private final String style;
	private final boolean list;
	private final JPanel panel = new JPanel(new BorderLayout(4, 0));
	private final JTextField line;

	/**
	 * @param style of {@link FileWidget}: folder, file to open or file to save
	 * @param list whether there may be several
	 */
	PathField(final String style, final boolean list, final String text) {
		this.style = style;
		this.list = list;
		line = new JTextField(text, COLUMNS);
		line.setTransferHandler(new Drop(line.getTransferHandler()));
		final JButton browse = new JButton("Browse...");
		browse.addActionListener(event -> choose());
		panel.setOpaque(false);
		panel.add(line, BorderLayout.CENTER);
		panel.add(browse, BorderLayout.EAST);
	}

	private void choose() {
		final JFileChooser chooser = new JFileChooser(start());
		chooser.setFileSelectionMode(FileWidget.DIRECTORY_STYLE.equals(style) ? JFileChooser.DIRECTORIES_ONLY
			: JFileChooser.FILES_ONLY);
		chooser.setMultiSelectionEnabled(list);
		final boolean saves = FileWidget.SAVE_STYLE.equals(style);
		final int answer = saves ? chooser.showSaveDialog(panel) : chooser.showOpenDialog(panel);
		if (answer != JFileChooser.APPROVE_OPTION || saves && !mayReplace(chooser.getSelectedFile())) return;
		OpenDialog.setDefaultDirectory(chooser.getCurrentDirectory().getPath());
		set(list ? Arrays.asList(chooser.getSelectedFiles()) : List.of(chooser.getSelectedFile()));
	}

	private boolean mayReplace(final File file) {
		return !file.isFile() || JOptionPane.showConfirmDialog(panel, file.getName() + " exists. Replace it?", "Cairn",
			JOptionPane.OK_CANCEL_OPTION) == JOptionPane.OK_OPTION;
	}

	/** Starts where the last file that is entered lies, or where ImageJ was last. */
	private File start() {
		final String last = line.getText().substring(line.getText().lastIndexOf(JOINT) + 1).strip();
		final File folder = new File(last).getParentFile();
		if (!last.isEmpty() && folder != null && folder.isDirectory()) return folder;
		final String usual = OpenDialog.getDefaultDirectory();
		return usual == null ? null : new File(usual);
	}

	private void set(final List<File> files) {
		line.setText(files.stream().limit(list ? files.size() : 1).map(File::getPath).collect(Collectors.joining(JOINT)));
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
