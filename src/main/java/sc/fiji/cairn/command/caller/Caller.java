// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.caller;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.Set;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;

/**
 * Who has called a command, and how to answer.
 * <p>
 * ImageJ keeps the active image of macros, and their options, by thread. Fiji makes a command in the thread that calls it,
 * but runs it in another, one of a pool, where what earlier commands have left says nothing. So a command asks when it is
 * made, and not later, who calls it: then the calling thread's own calls tell. In plain ImageJ both are the same thread.
 * </p>
 */
public final class Caller {

	private enum Kind {
			/** A macro, which waits for the command. */
			MACRO,
			/** A script or plugin that calls by {@code IJ.run}, which waits, too. */
			SCRIPT,
			/** Somebody at the menu. */
			USER,
			/** Other code, which gets exceptions and outputs. */
			PROGRAM
	}

	private final Thread thread;
	private final ImagePlus image;
	private final Interpreter macro;
	private Kind kind;

	private Caller(final Kind kind, final Interpreter macro) {
		thread = Thread.currentThread();
		image = WindowManager.getTempCurrentImage();
		this.kind = kind;
		this.macro = macro;
	}

	/** Finds out who calls; to be called in the thread that does. */
	public static Caller here() {
		final Set<String> frames = StackWalker.getInstance().walk(all -> all.map(frame -> frame.getClassName() + (frame
			.getMethodName().equals("run") ? ".run" : "")).collect(Collectors.toSet()));
		final Interpreter macro = Interpreter.getInstance();
		// NB: while a macro runs, its interpreter is there for all threads, but only one of them is in it.
		if (macro != null && (frames.contains("ij.macro.Functions") || frames.contains("ij.macro.Interpreter.run")))
			return new Caller(Kind.MACRO, macro);
		if (frames.contains("ij.IJ.run")) return new Caller(Kind.SCRIPT, null);
		return new Caller(frames.contains("ij.Executer.run") || EventQueue.isDispatchThread() ? Kind.USER : Kind.PROGRAM, null);
	}

	/** Notes that somebody has filled in the command's dialog: there is somebody to talk to. */
	public void confirmed() {
		if (kind == Kind.PROGRAM) kind = Kind.USER;
	}

	/** Tells whether a macro, or a script that calls by {@code IJ.run}, waits for the command. */
	public boolean isMacro() {
		return kind == Kind.MACRO || kind == Kind.SCRIPT;
	}

	/** Tells whether somebody at the menu has called. */
	public boolean isUser() {
		return kind == Kind.USER;
	}

	/** Tells whether images that are shown are of use: code without windows gets them as outputs, and would only keep them. */
	public boolean sees() {
		return kind != Kind.PROGRAM || !GraphicsEnvironment.isHeadless();
	}

	/**
	 * Makes the active image of the calling thread that of the current thread, until closed; a macro then goes on with the
	 * image that was shown last.
	 */
	public Visit visit() {
		return new Visit(thread, image, isMacro());
	}

	/**
	 * Tells that the command has failed. A macro or script ends by it.
	 *
	 * @param label of the command
	 * @param message one sentence
	 * @return false if nobody was told, because programs want exceptions
	 */
	public boolean tell(final String label, final String message) {
		if (kind == Kind.PROGRAM) return false;
		try {
			if (kind == Kind.MACRO) end(message);
			// NB: this ends the script or macro that runs by now, whoever is told.
			else if (kind == Kind.SCRIPT || !IJ.isMacro()) IJ.error(label, Lines.of(message));
			else IJ.showMessage(label, Lines.of(message));
		}
		catch (final RuntimeException exc) {
			// NB: so ImageJ ends what runs in the current thread; who waits in another learns it from the interpreter, or from IJ.run.
			if (!Macro.MACRO_CANCELED.equals(exc.getMessage())) throw exc;
		}
		return true;
	}

	private void end(final String message) {
		// NB: as long as there are options, ImageJ takes them for the answers to its own message.
		Macro.setOptions(thread, null);
		// NB: in its window ImageJ goes on with " in line 4".
		macro.abort(Lines.of(IJ.getInstance() == null ? message : message.replaceFirst("\\.$", "")));
	}
}
