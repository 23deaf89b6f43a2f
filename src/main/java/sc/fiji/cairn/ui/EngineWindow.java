package sc.fiji.cairn.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.MouseEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.StackTrace;
import sc.fiji.cairn.engine.EngineManager;
import sc.fiji.cairn.engine.EngineReport;
import sc.fiji.cairn.engine.EngineSite;
import sc.fiji.cairn.engine.EngineState;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.InstalledEngine;
import sc.fiji.cairn.engine.Platform;
import sc.fiji.cairn.engine.SelfTest;

/**
 * A window that lists the installed engines and what fits this computer, with buttons to install, try, choose and delete
 * them.
 */
public final class EngineWindow {

	/** Title of the window. */
	public static final String TITLE = "Cairn Engine Manager";

	private static final int GAP = 10;

	/** Work on engines, which may take minutes. */
	@FunctionalInterface
	private interface Work {

		void run(Progress progress);
	}

	/** Work on an engine. */
	@FunctionalInterface
	private interface EngineWork {

		void run(InstalledEngine engine, Progress progress);
	}

	private final EngineStore store;
	private final EngineManager manager;
	private final JFrame frame = new JFrame(TITLE);
	private final EngineTable engines = new EngineTable();
	private final JTable table = table(engines);
	private final JLabel advice = new JLabel(" ");
	private final JLabel inUse = new JLabel(" ");
	private final JTextArea log = new JTextArea(6, 60);
	private final JProgressBar bar = new JProgressBar();
	private final JButton cancel = new JButton("Cancel");
	private final List<JButton> always = new ArrayList<>();
	private final List<JButton> ofSelected = new ArrayList<>();

	/** What a question begins with; empty if the user has asked for the work. */
	private String reason = "";

	/** The work in progress; null if there is none. */
	private BarProgress running;

	private EngineWindow(final EngineStore store, final EngineSite site, final SelfTest test) {
		this.store = store;
		manager = new EngineManager(store, site, test, this::consents);
		button("Install...", always, this::install);
		button("Use my own libtorch...", always, this::useOwn);
		button("Copy report", always, this::copyReport);
		button("Use", ofSelected, () -> onSelected(manager::use));
		button("Test", ofSelected, () -> onSelected(manager::test));
		button("Delete", ofSelected, this::delete);
		lay();
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				close();
			}
		});
	}

	/**
	 * Opens the window, soon, in the thread of the windows.
	 *
	 * @param store engines to manage
	 * @param site to download others from
	 * @param test to make before one is used
	 */
	public static void open(final EngineStore store, final EngineSite site, final SelfTest test) {
		SwingUtilities.invokeLater(() -> {
			final EngineWindow window = new EngineWindow(store, site, test);
			window.show();
			window.start(progress -> {
				window.tell(window.manager.advice());
				window.manager.instead().ifPresent(progress::log);
			});
		});
	}

	/**
	 * Opens the window and installs what fits this computer, if the user agrees, and waits until that is done. The window
	 * closes then, but if it failed, which it tells.
	 *
	 * @param reason a sentence that the question begins with
	 * @return whether there is an engine to use now
	 */
	public static boolean install(final EngineStore store, final EngineSite site, final SelfTest test, final String reason) {
		final CompletableFuture<Boolean> done = new CompletableFuture<>();
		SwingUtilities.invokeLater(() -> {
			final EngineWindow window = new EngineWindow(store, site, test);
			window.reason = reason;
			window.show();
			window.start(progress -> window.installFor(done, progress));
		});
		return done.join();
	}

	private void installFor(final CompletableFuture<Boolean> done, final Progress progress) {
		try {
			progress.log(reason);
			tell(manager.advice());
			final boolean installed = manager.installFitting(progress).isPresent();
			SwingUtilities.invokeLater(frame::dispose);
			done.complete(installed);
		}
		finally {
			// NB: without effect if it is complete.
			done.complete(false);
		}
	}

	private void show() {
		frame.pack();
		frame.setLocationByPlatform(true);
		frame.setVisible(true);
	}

	/** Makes a table that shows what is cut off when the mouse rests on it. */
	private static JTable table(final EngineTable engines) {
		return new JTable(engines) {

			private static final long serialVersionUID = 1L;

			@Override
			public String getToolTipText(final MouseEvent event) {
				final int row = rowAtPoint(event.getPoint());
				final int column = columnAtPoint(event.getPoint());
				return row < 0 || column < 0 ? null : (String) getValueAt(row, column);
			}
		};
	}

	private void lay() {
		table.setName("engines");
		table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		table.setFillsViewportHeight(true);
		table.getSelectionModel().addListSelectionListener(event -> enable());
		table.setRowHeight(table.getFontMetrics(table.getFont()).getHeight() + GAP / 2);
		int width = 0;
		for (int column = 0; column < engines.getColumnCount(); column++) {
			table.getColumnModel().getColumn(column).setPreferredWidth(EngineTable.width(column));
			width += EngineTable.width(column);
		}
		table.setPreferredScrollableViewportSize(new Dimension(width, 5 * table.getRowHeight()));
		advice.setFont(advice.getFont().deriveFont(Font.BOLD));
		log.setEditable(false);
		log.setLineWrap(true);
		log.setWrapStyleWord(true);
		log.setName("log");
		bar.setStringPainted(true);
		bar.setString("");
		cancel.addActionListener(event -> running.cancel());
		final JPanel work = new JPanel(new BorderLayout(GAP, GAP));
		work.add(bar);
		work.add(cancel, BorderLayout.EAST);
		final JPanel below = new JPanel(new BorderLayout(GAP, GAP));
		below.add(buttons(), BorderLayout.NORTH);
		below.add(new JScrollPane(log));
		below.add(work, BorderLayout.SOUTH);
		final JPanel all = new JPanel(new BorderLayout(GAP, GAP));
		all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		inUse.setName("in use");
		inUse.setFont(inUse.getFont().deriveFont(Font.PLAIN));
		final JPanel head = new JPanel(new BorderLayout(0, GAP / 2));
		head.add(advice, BorderLayout.NORTH);
		head.add(inUse, BorderLayout.SOUTH);
		all.add(head, BorderLayout.NORTH);
		all.add(new JScrollPane(table));
		all.add(below, BorderLayout.SOUTH);
		frame.setContentPane(all);
		enable();
	}

	/** Puts what is done to the selected engine on the left, and all else on the right. */
	private JPanel buttons() {
		final JPanel row = new JPanel();
		row.setLayout(new BoxLayout(row, BoxLayout.X_AXIS));
		ofSelected.forEach(button -> {
			row.add(button);
			row.add(Box.createHorizontalStrut(GAP / 2));
		});
		row.add(Box.createHorizontalGlue());
		always.forEach(button -> {
			row.add(Box.createHorizontalStrut(GAP / 2));
			row.add(button);
		});
		return row;
	}

	private static void button(final String text, final List<JButton> row, final Runnable action) {
		final JButton button = new JButton(text);
		button.addActionListener(event -> action.run());
		row.add(button);
	}

	private void enable() {
		final boolean idle = running == null;
		always.forEach(button -> button.setEnabled(idle));
		ofSelected.forEach(button -> button.setEnabled(idle && engines.engine(table.getSelectedRow()).isPresent()));
		cancel.setEnabled(!idle);
	}

	/** Does work in a thread of its own, and shows afterwards how the engines stand. */
	private void start(final Work work) {
		final BarProgress progress = new BarProgress(bar, this::append);
		running = progress;
		enable();
		final Thread thread = new Thread(() -> {
			try {
				work.run(progress);
			}
			catch (final CancellationException e) {
				progress.log("Cancelled.");
			}
			catch (final RuntimeException e) {
				tell(e, progress);
			}
			finally {
				finish(progress);
			}
		}, TITLE);
		thread.setDaemon(true);
		thread.start();
	}

	/** Says why work has failed, and notes it for the report. */
	private void tell(final RuntimeException failure, final Progress progress) {
		if (failure instanceof CairnException) {
			EngineReport.note(store, failure.getMessage());
			progress.log(failure.getMessage());
			return;
		}
		EngineReport.note(store, StackTrace.of(failure));
		progress.log("This has failed for a reason that Cairn does not know (" + failure +
			"); try again, or press \"Copy report\" and report it.");
	}

	private void finish(final Progress progress) {
		final Optional<List<EngineState>> states = found(manager::states, progress);
		final Optional<String> use = found(manager::inUse, progress);
		SwingUtilities.invokeLater(() -> {
			running = null;
			bar.setIndeterminate(false);
			bar.setValue(0);
			bar.setString(states.filter(List::isEmpty).isPresent() ? "No engine is installed in " + store.root() + "." : "");
			states.ifPresent(this::show);
			use.ifPresent(text -> {
				inUse.setText(text);
				inUse.setToolTipText(text);
			});
			enable();
		});
	}

	/** Gets how engines stand; nothing if that cannot be found out, which the user is told. */
	private <T> Optional<T> found(final Supplier<T> what, final Progress progress) {
		try {
			return Optional.of(what.get());
		}
		catch (final RuntimeException e) {
			tell(e, progress);
			return Optional.empty();
		}
	}

	private void show(final List<EngineState> states) {
		final int selected = table.getSelectedRow();
		engines.show(states);
		final int row = selected < 0 || selected >= states.size() ? engines.chosen() : selected;
		if (row >= 0) table.setRowSelectionInterval(row, row);
	}

	private void tell(final String text) {
		SwingUtilities.invokeLater(() -> advice.setText(text));
	}

	private void append(final String line) {
		log.append(line + "\n");
		log.setCaretPosition(log.getDocument().getLength());
	}

	private void install() {
		final Map<String, Work> choices = new LinkedHashMap<>();
		choices.put("What fits this computer", manager::installFitting);
		for (final Flavor flavor : Flavor.values()) {
			if (flavor.isBuiltFor(Platform.current())) choices.put(flavor == Flavor.CPU ? "For the CPU" : "For NVIDIA GPUs, " +
				flavor.id(), progress -> manager.install(flavor, progress));
		}
		final Object[] names = choices.keySet().toArray();
		final Object choice = JOptionPane.showInputDialog(frame, "Which engine is to be installed?", TITLE,
			JOptionPane.QUESTION_MESSAGE, null, names, names[0]);
		if (choice != null) start(choices.get(choice));
	}

	private void useOwn() {
		final JFileChooser chooser = new JFileChooser();
		chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
		chooser.setDialogTitle("Folder of libtorch, or torch/lib of Python's PyTorch");
		if (chooser.showOpenDialog(frame) != JFileChooser.APPROVE_OPTION) return;
		final File folder = chooser.getSelectedFile();
		start(progress -> manager.useOwn(folder.toPath(), progress));
	}

	private void copyReport() {
		start(progress -> {
			final String report = EngineReport.of(store);
			progress.log(report.stripTrailing());
			try {
				Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(report), null);
				progress.log("The report is on the clipboard, ready to paste.");
			}
			catch (final IllegalStateException e) {
				// NB: not noted as an error of the engine, which the next report is to tell.
				progress.log("The clipboard is in use by another program (" + e.getMessage() +
					"); copy the report from here, or try again.");
			}
		});
	}

	private void onSelected(final EngineWork work) {
		engines.engine(table.getSelectedRow()).ifPresent(engine -> start(progress -> work.run(engine, progress)));
	}

	private void delete() {
		final InstalledEngine engine = engines.engine(table.getSelectedRow()).orElseThrow();
		final String question = engine.own() ? "Use " + engine.folder() + " no longer? Its files stay." : "Delete " + engine
			.description() + "?";
		if (WrappedPane.confirm(frame, question, TITLE)) start(progress -> manager.delete(engine, progress));
	}

	/** Asks, from the thread of the work, whether to download. */
	private boolean consents(final String question) {
		final AtomicBoolean consent = new AtomicBoolean();
		try {
			SwingUtilities.invokeAndWait(() -> consent.set(WrappedPane.confirm(frame, reason.isEmpty() ? question : reason + "\n" +
				question, TITLE)));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final InvocationTargetException e) {
			throw new IllegalStateException(e.getCause());
		}
		return consent.get();
	}

	private void close() {
		if (running != null) running.cancel();
		frame.dispose();
	}
}
