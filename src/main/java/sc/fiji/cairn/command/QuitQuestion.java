// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.function.Predicate;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;

/** Asks, while a training is under way, before ImageJ quits or its main window closes. */
final class QuitQuestion implements CommandListener, AutoCloseable {

	private static final String QUIT = "Quit";

	private final String question;
	private final Predicate<String> user;

	/**
	 * @param stoppable whether the command of the training has the key that lets it go on
	 * @param user says yes to the question, or no
	 */
	QuitQuestion(final boolean stoppable, final Predicate<String> user) {
		question = "A training is still running. Quit all the same?\nWhat it has learnt is kept, and the same command" + (stoppable
			? " with resume=true" : "") + " goes on later.";
		this.user = user;
	}

	/** Begins to look for the wish to quit. */
	static QuitQuestion listen(final boolean stoppable) {
		final QuitQuestion listener = new QuitQuestion(stoppable, question -> IJ.showMessageWithCancel("Cairn", question));
		Executer.addCommandListener(listener);
		return listener;
	}

	/** NB: ImageJ does not do what it gets null for; it passes the closing of its window through here, too. */
	@Override
	public String commandExecuting(final String command) {
		return QUIT.equals(command) && !user.test(question) ? null : command;
	}

	@Override
	public void close() {
		Executer.removeCommandListener(this);
	}
}
