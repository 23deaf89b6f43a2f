// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears, and asks to stop after some units of one stage. */
public final class RecordingProgress implements Progress {

	private final List<String> stages = new CopyOnWriteArrayList<>();
	private final List<String> lines = new CopyOnWriteArrayList<>();
	private final String lastStage;
	private final long lastUnit;
	private volatile boolean cancelled;

	/** Never asks to stop. */
	public RecordingProgress() {
		this("", Long.MAX_VALUE);
	}

	/** Asks to stop once the given number of units of a stage, which is known by a part of its name, are done. */
	public RecordingProgress(final String lastStage, final long lastUnit) {
		this.lastStage = lastStage;
		this.lastUnit = lastUnit;
	}

	@Override
	public void stage(final String name, final long total) {
		stages.add(name);
		if (lastUnit == 0 && name.contains(lastStage)) cancelled = true;
	}

	@Override
	public void advance(final long done, final String status) {
		if (stages.get(stages.size() - 1).contains(lastStage) && done >= lastUnit) cancelled = true;
	}

	@Override
	public void log(final String message) {
		lines.add(message);
	}

	@Override
	public boolean isCancelled() {
		return cancelled;
	}

	/** Gets the names of the stages so far. */
	public List<String> stages() {
		return stages;
	}

	/** Gets the lines of the log. */
	public List<String> lines() {
		return lines;
	}
}
