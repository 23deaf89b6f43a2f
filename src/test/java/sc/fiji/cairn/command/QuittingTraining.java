// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.WindowEvent;
import java.util.Arrays;

import ij.IJ;
import ij.ImageJ;
import ij.Macro;

import sc.fiji.cairn.ui.EventThread;

/**
 * Closes the main window of ImageJ while a training runs, changes its mind, and closes it again. For a JVM of its own with a
 * display. Arguments: class of the command, its options.
 */
public final class QuittingTraining {

	private QuittingTraining() {}

	/** Ends as ImageJ does, with 0, or with 1 if something is not as it should be. */
	public static void main(final String[] args) throws Exception {
		try {
			final ImageJ main = new ImageJ();
			final Thread command = new Thread(() -> {
				Macro.setOptions(args[1]);
				IJ.runPlugIn("sc.fiji.cairn.command.ij1.CommandPlugIn", args[0]);
			}, "Run$_quitting");
			command.setDaemon(true);
			command.start();
			EventThread.await("the training", () -> IJ.getLog() != null && IJ.getLog().contains("Fine-tuning on"));
			Thread.sleep(1500);
			close(main);
			press("Cancel");
			Thread.sleep(500);
			if (!command.isAlive()) throw new IllegalStateException("The training has ended.");
			System.out.println("still training");
			close(main);
			press("OK");
			Thread.sleep(60_000);
		}
		catch (final Exception e) {
			System.out.println(e);
		}
		Runtime.getRuntime().halt(1);
	}

	private static void close(final ImageJ main) {
		EventQueue.invokeLater(() -> main.dispatchEvent(new WindowEvent(main, WindowEvent.WINDOW_CLOSING)));
	}

	private static Dialog question() {
		return (Dialog) Arrays.stream(Window.getWindows()).filter(one -> one instanceof Dialog dialog && one.isShowing() && dialog
			.getTitle().equals("Cairn")).findFirst().orElse(null);
	}

	private static void press(final String words) throws Exception {
		EventThread.await("the question", () -> question() != null);
		final Button button = find(question(), words);
		EventQueue.invokeLater(() -> button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, words)));
		EventThread.await("the answer", () -> question() == null);
	}

	private static Button find(final Container parent, final String words) {
		for (final Component child : parent.getComponents()) {
			if (child instanceof Button button && button.getLabel().trim().equals(words)) return button;
			final Button found = child instanceof Container container ? find(container, words) : null;
			if (found != null) return found;
		}
		return null;
	}
}
