// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
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

	/** Work on engines, which may take minutes. */
	@FunctionalInterface
	private interface Work {

		void run(Progress progress);
	}

	private final EngineStore store;
	private final EngineManager manager;
	private final JFrame frame = new JFrame(TITLE);
	private final EnginePanel panel = new EnginePanel(this::cancel);

	/** What a question begins with; empty if the user has asked for the work. */
	private String reason = "";

	/** The work in progress; null if there is none. */
	private BarProgress running;

	private EngineWindow(final EngineStore store, final EngineSite site, final SelfTest test) {
		this.store = store;
		manager = new EngineManager(store, site, test, this::consents);
		panel.addForSelected("Use", engine -> start(progress -> manager.use(engine, progress)));
		panel.addForSelected("Test", engine -> start(progress -> manager.test(engine, progress)));
		panel.addForSelected("Delete", this::delete);
		panel.add("Install...", this::install);
		panel.add("Use my own libtorch...", this::useOwn);
		panel.add("Copy report", this::copyReport);
		frame.setContentPane(panel.component());
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

	/** Does work in a thread of its own, and shows afterwards how the engines stand. */
	private void start(final Work work) {
		final BarProgress progress = panel.progress();
		running = progress;
		panel.enable(false);
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
			states.ifPresent(panel::show);
			use.ifPresent(panel::tellUse);
			panel.rest(states.filter(List::isEmpty).isPresent() ? "No engine is installed in " + store.root() + "." : "");
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

	private void tell(final String text) {
		SwingUtilities.invokeLater(() -> panel.advise(text));
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

	private void delete(final InstalledEngine engine) {
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

	private void cancel() {
		if (running != null) running.cancel();
	}

	private void close() {
		cancel();
		frame.dispose();
	}
}
