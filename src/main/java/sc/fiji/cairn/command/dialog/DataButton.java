// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import javax.swing.JButton;
import javax.swing.SwingUtilities;

import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.command.CasesTable;
import sc.fiji.cairn.command.HasCases;
import sc.fiji.cairn.command.Problems;
import sc.fiji.cairn.survey.SurveyResult;

/** A button that checks the data of a command while its dialog is open, and stops the check. */
final class DataButton extends JButton {

	private static final long serialVersionUID = 1L;

	private static final String START = "Check data";

	private final transient HasCases command;
	private final Form form;
	private final Sentence help;
	private final transient Runnable resized;
	private transient Work work;

	/**
	 * @param help says how far the check is, and what came out
	 * @param resized is called when it has said much
	 */
	DataButton(final HasCases command, final Form form, final Sentence help, final Runnable resized) {
		super(START);
		this.command = command;
		this.form = form;
		this.help = help;
		this.resized = resized;
		setName("check");
		setToolTipText("Lists the cases, what they are like, and what is wrong with them.");
		addActionListener(event -> {
			if (work == null) start();
			else stop();
		});
	}

	private void start() {
		final Problems entered = form.apply();
		if (!entered.isEmpty()) {
			form.complain(form.words(entered.sentences()));
			return;
		}
		work = new Work();
		setText("Stop check");
		final Work own = work;
		CompletableFuture.supplyAsync(() -> CasesTable.show(command.io(), command.data(), command.caller(), own)).whenComplete((result,
			failure) -> SwingUtilities.invokeLater(() -> finished(result, failure)));
	}

	/** Stops a check that is going on. */
	void stop() {
		if (work != null) work.cancelled = true;
	}

	private void finished(final SurveyResult result, final Throwable failure) {
		work = null;
		setText(START);
		final Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
		if (cause instanceof CancellationException) help.say("The check was stopped.");
		else if (cause instanceof CairnException) help.complain(form.words(cause.getMessage()));
		else if (cause != null) {
			help.complain("The check failed unexpectedly (" + cause + "); the log holds the details to report.");
			IJ.handleException(cause);
		}
		else if (result.wrong() > 0) help.complain(String.join("\n", result.remarks()));
		else help.say(String.join("\n", result.remarks()));
		// NB: the dialog may have been closed meanwhile.
		if (isShowing()) resized.run();
	}

	/** Shows the progress in the dialog. */
	private final class Work implements Progress {

		private volatile boolean cancelled;
		private volatile String stage = "";
		private volatile long total;

		@Override
		public void stage(final String name, final long units) {
			stage = name;
			total = units;
		}

		@Override
		public void advance(final long done, final String status) {
			final String text = stage + ": " + done + " of " + total + ", " + status;
			SwingUtilities.invokeLater(() -> help.say(text));
		}

		@Override
		public void log(final String message) {
			IJ.log(message);
		}

		@Override
		public boolean isCancelled() {
			return cancelled;
		}
	}
}
