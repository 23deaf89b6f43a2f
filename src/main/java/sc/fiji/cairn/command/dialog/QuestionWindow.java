// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.Component;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.swing.JDialog;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;

import sc.fiji.cairn.Decision;
import sc.fiji.cairn.command.Questioner;

/** Asks in a window that has a button for each answer, and Cancel, which is what Enter and Esc do. */
final class QuestionWindow implements Questioner {

	private static final String CANCEL = "Cancel";
	private static final int WIDTH = 420;

	private final Component owner;
	private final String title;

	/** @param owner what to show the window above; null for the middle of the screen */
	QuestionWindow(final Component owner, final String title) {
		this.owner = owner;
		this.title = title;
	}

	@Override
	public Optional<Decision.Answer> ask(final Decision decision) {
		if (SwingUtilities.isEventDispatchThread()) return show(decision);
		final CompletableFuture<Optional<Decision.Answer>> answer = new CompletableFuture<>();
		try {
			SwingUtilities.invokeAndWait(() -> answer.complete(show(decision)));
			return answer.join();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		catch (final InvocationTargetException exc) {
			throw new IllegalStateException(exc.getCause());
		}
	}

	private Optional<Decision.Answer> show(final Decision decision) {
		final Object[] buttons = Stream.concat(decision.answers().stream().map(Decision.Answer::words), Stream.of(CANCEL))
			.toArray();
		final Sentence text = new Sentence(0);
		text.say(decision.situation() + ".");
		// NB: a text knows how high it is only once it knows how wide.
		text.setSize(WIDTH, 1);
		final JOptionPane pane = new JOptionPane(text, JOptionPane.QUESTION_MESSAGE, JOptionPane.DEFAULT_OPTION, null, buttons,
			CANCEL);
		final JDialog window = pane.createDialog(owner, title);
		window.setVisible(true);
		window.dispose();
		return decision.answers().stream().filter(answer -> answer.words().equals(pane.getValue())).findFirst();
	}
}
