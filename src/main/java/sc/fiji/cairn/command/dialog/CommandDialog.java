// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.BorderLayout;
import java.awt.Dialog.ModalityType;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import org.scijava.module.Module;

import ij.IJ;
import ij.gui.GUI;

import sc.fiji.cairn.Decision;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.HasCases;
import sc.fiji.cairn.command.HasOutlook;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Problems;

/**
 * Asks for the parameters of one of the suite's commands.
 * <p>
 * What is wrong is said before the dialog closes, and what only the user can decide is asked, even later by the running
 * command. Other windows can be used meanwhile, to look at the images. Enter
 * confirms, Esc cancels.
 * </p>
 */
public final class CommandDialog {

	private static final int LEAST_WIDTH = 560;

	/** Share of the screen that a dialog may fill. */
	private static final double TALLEST = 0.9;

	private static final int GAP = 8;
	private static final int HELP_LINES = 3;

	private final Module module;
	private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
	private final JDialog window;
	private final Form form;
	private final Answers answers;
	private final Sentence help = new Sentence(HELP_LINES);
	private final JButton ok = new JButton("OK");

	private CommandDialog(final Module module, final ModalityType modality) {
		this.module = module;
		window = new JDialog(IJ.getInstance(), title(module), modality);
		answers = new Answers(module);
		form = new Form(module, this::fit);
		form.onFocus(help::say);
	}

	/**
	 * Shows the dialog and sets the module's inputs to what the user chose.
	 *
	 * @param module of one of the suite's commands
	 * @return false if the user cancelled
	 */
	public static boolean ask(final Module module) {
		if (SwingUtilities.isEventDispatchThread()) {
			// Only a modal dialog may keep this thread waiting.
			final CommandDialog dialog = new CommandDialog(module, ModalityType.APPLICATION_MODAL);
			dialog.show();
			return dialog.answer.getNow(false);
		}
		final CompletableFuture<CommandDialog> made = new CompletableFuture<>();
		try {
			SwingUtilities.invokeAndWait(() -> {
				made.complete(new CommandDialog(module, ModalityType.MODELESS));
				made.join().show();
			});
			return made.join().answer.get();
		}
		catch (final InterruptedException exc) {
			SwingUtilities.invokeLater(() -> made.join().close(false));
			Thread.currentThread().interrupt();
			return false;
		}
		catch (final InvocationTargetException | ExecutionException exc) {
			throw new IllegalStateException(exc.getCause());
		}
	}

	private static String title(final Module module) {
		return Parameters.label(module.getInfo()).replace("...", "");
	}

	private void show() {
		final JScrollPane scroll = new JScrollPane(form);
		scroll.setBorder(null);
		final JPanel bottom = new JPanel(new BorderLayout(0, GAP));
		if (module.getDelegateObject() instanceof HasOutlook command) bottom.add(outlook(command), BorderLayout.NORTH);
		bottom.add(help, BorderLayout.CENTER);
		bottom.add(buttons(), BorderLayout.SOUTH);
		final JPanel content = new JPanel(new BorderLayout(0, GAP)) {

			private static final long serialVersionUID = 1L;

			@Override
			public Dimension getPreferredSize() {
				final Dimension wanted = super.getPreferredSize();
				final int tallest = (int) (TALLEST * GUI.getMaxWindowBounds(window).height);
				// A window that the user has made wider stays so.
				return new Dimension(Math.max(Math.max(getWidth(), LEAST_WIDTH), wanted.width), Math.min(tallest, wanted.height));
			}
		};
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		content.add(scroll, BorderLayout.CENTER);
		content.add(bottom, BorderLayout.SOUTH);
		help.setName("help");
		window.setContentPane(content);
		window.getRootPane().setDefaultButton(ok);
		window.getRootPane().registerKeyboardAction(event -> close(false), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		window.setDefaultCloseOperation(JDialog.DO_NOTHING_ON_CLOSE);
		window.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				close(false);
			}

			@Override
			public void windowActivated(final WindowEvent event) {
				form.showMeanings();
			}
		});
		fit();
		GUI.centerOnImageJScreen(window);
		window.setVisible(true);
	}

	private Outlook outlook(final HasOutlook command) {
		final Outlook outlook = new Outlook(command, this::fit);
		form.onChange(outlook::change);
		outlook.change();
		answer.whenComplete((confirmed, failure) -> outlook.close());
		return outlook;
	}

	private JPanel buttons() {
		final JButton cancel = new JButton("Cancel");
		cancel.addActionListener(event -> close(false));
		ok.addActionListener(event -> confirm());
		final JPanel buttons = new JPanel();
		buttons.setLayout(new BoxLayout(buttons, BoxLayout.LINE_AXIS));
		if (module.getDelegateObject() instanceof HasCases data) {
			final DataButton button = new DataButton(data, form, help, this::fit);
			answer.whenComplete((confirmed, failure) -> button.stop());
			buttons.add(button);
			buttons.add(Box.createHorizontalStrut(GAP));
		}
		final JButton defaults = new JButton("Reset to defaults");
		defaults.setName("defaults");
		defaults.setToolTipText("Shows the values that the command has by itself, in place of those chosen before.");
		defaults.addActionListener(event -> form.reset());
		buttons.add(defaults);
		buttons.add(Box.createHorizontalGlue());
		buttons.add(ok);
		buttons.add(Box.createHorizontalStrut(GAP));
		buttons.add(cancel);
		return buttons;
	}

	/** Gives the window the size of its content, if the screen has room for it. */
	private void fit() {
		// NB: not followed by another change of size, because X servers may answer the first one late.
		window.pack();
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		final int below = window.getY() + window.getHeight() - screen.y - screen.height;
		if (below > 0) window.setLocation(window.getX(), Math.max(screen.y, window.getY() - below));
	}

	/** Closes the dialog if nothing is wrong, and the user answers what is asked. */
	private void confirm() {
		// What was answered before was for other entries, perhaps.
		answers.forget();
		check();
	}

	private void check() {
		final Problems entered = form.apply();
		if (!entered.isEmpty()) {
			complain(entered.sentences());
			return;
		}
		answers.apply();
		ok.setEnabled(false);
		help.say("Checking ...");
		final List<String> texts = form.texts();
		// Folders may be slow to read.
		CompletableFuture.supplyAsync(((CairnCommand) module.getDelegateObject())::problems).whenComplete((problems,
			failure) -> SwingUtilities.invokeLater(() -> checked(problems, failure, texts)));
	}

	/** @param texts what has been checked */
	private void checked(final Problems problems, final Throwable failure, final List<String> texts) {
		ok.setEnabled(true);
		// The user has cancelled meanwhile.
		if (answer.isDone()) return;
		if (failure != null) {
			// A bug: whoever asked for the dialog tells it.
			answer.completeExceptionally(failure);
			window.dispose();
		}
		else if (!form.texts().equals(texts)) confirm();
		else if (problems.isEmpty()) close(true);
		else if (problems.mistakes().isEmpty()) ask(problems.decision().orElseThrow());
		else complain(problems.mistakes());
	}

	private void ask(final Decision decision) {
		help.say("");
		final Optional<Decision.Answer> answer = new QuestionWindow(window, question(module)).ask(decision);
		if (answer.isEmpty()) return;
		answers.add(answer.get());
		check();
	}

	private static String question(final Module module) {
		return title(module) + ": question";
	}

	private void complain(final Map<String, String> sentences) {
		final Map<String, String> words = form.words(sentences);
		form.complain(words);
		help.complain(words.getOrDefault(Problems.ALL, words.values().iterator().next()));
		fit();
	}

	private void close(final boolean confirmed) {
		if (confirmed) {
			form.remember();
			((CairnCommand) module.getDelegateObject()).setUser(new QuestionWindow(IJ.getInstance(), question(module)));
		}
		answer.complete(confirmed);
		window.dispose();
	}
}
