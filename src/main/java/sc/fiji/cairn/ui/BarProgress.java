// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.function.Consumer;

import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;

import sc.fiji.cairn.Progress;

/** Shows the progress of work in another thread in a bar of a window, and its log wherever that is wanted. */
final class BarProgress implements Progress {

	private static final int STEPS = 1000;

	private final JProgressBar bar;
	private final Consumer<String> log;
	private volatile boolean cancelled;
	private volatile String stage = "";
	private volatile long total;

	/**
	 * @param log is told each line, in the thread of the windows
	 */
	BarProgress(final JProgressBar bar, final Consumer<String> log) {
		this.bar = bar;
		this.log = log;
	}

	/** Asks the work to stop. */
	void cancel() {
		cancelled = true;
	}

	@Override
	public void stage(final String name, final long units) {
		stage = name;
		total = units;
		// A single unit tells nothing until it is over.
		show(0, name, units <= 1);
	}

	@Override
	public void advance(final long done, final String status) {
		show(total <= 0 ? 0 : (int) (STEPS * done / total), stage + (total > 1 ? "  " + done + "/" + total : "") + "  " + status,
			false);
	}

	private void show(final int value, final String text, final boolean restless) {
		SwingUtilities.invokeLater(() -> {
			bar.setMaximum(STEPS);
			bar.setIndeterminate(restless);
			bar.setValue(value);
			bar.setString(text);
		});
	}

	@Override
	public void log(final String message) {
		SwingUtilities.invokeLater(() -> log.accept(message));
	}

	@Override
	public boolean isCancelled() {
		return cancelled;
	}
}
