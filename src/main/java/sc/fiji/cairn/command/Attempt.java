// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CancellationException;

import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.StackTrace;
import sc.fiji.cairn.command.caller.Caller;
import sc.fiji.cairn.command.caller.Visit;
import sc.fiji.cairn.engine.EngineSite;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.torch.ChildSelfTest;
import sc.fiji.cairn.torch.MissingEngineException;
import sc.fiji.cairn.ui.EngineWindow;

/**
 * Does the work of a command, and sees to it that its caller gets to know how it ended: a macro ends with one sentence,
 * somebody at the menu reads it in one window, a program gets an exception.
 */
final class Attempt {

	private final String label;
	private final Caller caller;

	/**
	 * @param label of the command
	 */
	Attempt(final String label, final Caller caller) {
		this.label = label;
		this.caller = caller;
	}

	/**
	 * Does the work.
	 *
	 * @return false if it failed, or was cancelled, and the caller knows
	 * @throws CairnException if it failed and a program has called
	 */
	boolean of(final Runnable work) {
		try (Visit visit = caller.visit()) {
			work.run();
			return true;
		}
		catch (final CancellationException exc) {
			// NB: nothing else keeps a macro from going on without the result.
			if (caller.isMacro()) caller.tell(label, name() + " was cancelled.");
		}
		catch (final MissingEngineException exc) {
			if (caller.isUser() && !GraphicsEnvironment.isHeadless() && !EventQueue.isDispatchThread()) return install() && of(work);
			if (!caller.tell(label, exc.getMessage())) throw exc;
		}
		catch (final CairnException exc) {
			if (!caller.tell(label, exc.getMessage())) throw exc;
		}
		catch (final InvalidPathException exc) {
			tell(Explanations.invalidPath(exc), exc);
		}
		catch (final OutOfMemoryError exc) {
			tell(Explanations.fullHeap(name()), exc);
		}
		catch (final RuntimeException | Error exc) {
			if (!bug(exc)) throw exc;
		}
		return false;
	}

	/** Offers to install an engine there and then. */
	private static boolean install() {
		final EngineStore store = EngineStore.standard();
		return EngineWindow.install(store, EngineSite.standard(), new ChildSelfTest(store),
			"Cairn needs the PyTorch engine, which is not installed yet.");
	}

	private String name() {
		return "\"" + label + "\"";
	}

	private void tell(final String message, final Throwable cause) {
		if (!caller.tell(label, message)) throw new CairnException(message, cause);
	}

	/** A bug, or a library that is missing: whoever reports it needs the trace. */
	private boolean bug(final Throwable failure) {
		if (!caller.tell(label, name() + " failed unexpectedly (" + failure + "); the log holds the details to report.")) return false;
		IJ.log(StackTrace.of(failure));
		return true;
	}
}
