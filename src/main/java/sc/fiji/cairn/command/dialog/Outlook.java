// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.HasOutlook;

/**
 * Says in a dialog what the command is about to do, as soon as the user pauses. The work for that is done in another thread,
 * one piece at a time; what is no longer asked for is not shown.
 */
final class Outlook extends Sentence {

	private static final long serialVersionUID = 1L;

	/** Milliseconds without a change after which it is worked out. */
	private static final int PAUSE = 500;

	private final transient HasOutlook command;
	private final transient Runnable resized;
	private final Timer timer = new Timer(PAUSE, event -> start());
	private boolean working;
	private boolean stale;
	private boolean closed;

	/** @param resized is called when it says something else */
	Outlook(final HasOutlook command, final Runnable resized) {
		super(0);
		this.command = command;
		this.resized = resized;
		setName("outlook");
		setVisible(false);
		timer.setRepeats(false);
	}

	/** Tells that the parameters have changed, or are shown for the first time. */
	void change() {
		stale = true;
		if (!closed) timer.restart();
	}

	/** Tells that nobody looks any more. */
	void close() {
		closed = true;
		timer.stop();
	}

	private void start() {
		// NB: what is going on ends first; it starts again then.
		if (working) return;
		stale = false;
		final Supplier<String> words;
		try {
			words = command.outlook();
		}
		catch (final CairnException exc) {
			// OK says what is wrong.
			tell("");
			return;
		}
		working = true;
		CompletableFuture.supplyAsync(words).whenComplete((text, failure) -> SwingUtilities.invokeLater(() -> finished(text,
			failure)));
	}

	private void finished(final String text, final Throwable failure) {
		working = false;
		final Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (closed) return;
		if (stale) {
			timer.restart();
			return;
		}
		// A bug; the dialog does without the sentence.
		if (cause != null && !(cause instanceof CairnException)) IJ.handleException(cause);
		tell(cause == null ? text : "");
	}

	private void tell(final String text) {
		if (text.equals(getText())) return;
		say(text);
		setVisible(!text.isEmpty());
		if (isDisplayable()) resized.run();
	}
}
