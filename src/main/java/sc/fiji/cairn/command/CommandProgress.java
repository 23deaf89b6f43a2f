// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Locale;
import java.util.function.LongSupplier;

import org.scijava.Context;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;

import sc.fiji.cairn.ProcessEnd;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TimeLeft;

/**
 * Shows the progress of a command in ImageJ, and lets Esc and SciJava's task list cancel it.
 * <p>
 * With a window, the status bar follows a few times a second. Without, a line such as
 * {@code Pretraining  412/1000  41 %  loss 1.23  3 min left} goes to standard output every few seconds, the more seldom
 * the longer it takes, and one at the end of each stage that is not over at once.
 * </p>
 */
public final class CommandProgress implements Progress, AutoCloseable {

	private final ProgressDisplay display;
	private final Task task;
	private final LongSupplier clock;
	private volatile boolean cancelled;

	private String stage = "";
	private long total;
	private long started;
	private TimeLeft timeLeft;
	private long nextUpdate;
	private long lastUpdate;
	private int updates;

	/**
	 * @param task to be told and asked, too; null for none
	 * @param clock milliseconds
	 */
	CommandProgress(final ProgressDisplay display, final Task task, final LongSupplier clock) {
		this.display = display;
		this.task = task;
		this.clock = clock;
		began("", 0);
		lastUpdate = started - display.pause(0);
		if (task == null) return;
		task.setCancelCallBack(() -> cancelled = true);
		task.start();
	}

	/**
	 * Starts to show progress; an Esc pressed earlier does not count.
	 *
	 * @param name of the work, for the task list
	 * @param context whose user interface and task list to use
	 */
	public static CommandProgress start(final String name, final Context context) {
		// NB: within a macro, an Esc pressed between two commands is meant for all that follows.
		if (!IJ.isMacro()) IJ.resetEscape();
		final TaskService tasks = context.getService(TaskService.class);
		return new CommandProgress(ProgressDisplay.of(context), tasks == null ? null : tasks.createTask(name),
			System::currentTimeMillis);
	}

	@Override
	public void stage(final String name, final long units) {
		began(name, units);
		display.begin(name);
	}

	private synchronized void began(final String name, final long units) {
		stage = name;
		total = units;
		started = clock.getAsLong();
		timeLeft = new TimeLeft(units, started);
		updates = 0;
		nextUpdate = started + display.pause(0);
		if (task != null) task.setProgressMaximum(units);
	}

	@Override
	public synchronized void advance(final long done, final String status) {
		final long now = clock.getAsLong();
		final long left = timeLeft.update(done, now);
		final boolean last = done >= total;
		if (!last && now < nextUpdate) return;
		// Of many short stages not each needs to be seen.
		if (last && updates == 0 && now - lastUpdate < display.pause(0)) return;
		final String time = last ? "in " + TimeLeft.words(now - started) : left < 0 ? "" : TimeLeft.words(left) + " left";
		final String text = line(done, status, time);
		display.show(done, total, text);
		updates++;
		lastUpdate = now;
		nextUpdate = now + display.pause(updates);
		if (task == null) return;
		task.setStatusMessage(text);
		task.setProgressValue(done);
	}

	private String line(final long done, final String status, final String time) {
		final StringBuilder line = new StringBuilder(stage);
		if (total > 0) line.append(String.format(Locale.ROOT, "  %d/%d  %d %%", done, total, 100 * done / total));
		if (!status.isEmpty()) line.append("  ").append(status);
		if (!time.isEmpty()) line.append("  ").append(time);
		return line.toString();
	}

	@Override
	public void log(final String message) {
		IJ.log(message);
	}

	@Override
	public boolean isCancelled() {
		if (IJ.escapePressed() || ProcessEnd.isUnderWay()) cancelled = true;
		return cancelled;
	}

	/** Clears the status bar. */
	@Override
	public synchronized void close() {
		display.show(1, 1, "");
		if (task != null) task.finish();
	}
}
