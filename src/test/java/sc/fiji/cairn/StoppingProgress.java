// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.ArrayList;
import java.util.List;

/** Is content once some units of a stage are done, and never cancels. */
public final class StoppingProgress extends SilentProgress {

	private final List<String> lines = new ArrayList<>();
	private final String lastStage;
	private final long lastUnit;
	private String stage = "";
	private boolean stopped;

	/** Is content after the given number of units of a stage, which is known by the beginning of its name. */
	public StoppingProgress(final String lastStage, final long lastUnit) {
		this.lastStage = lastStage;
		this.lastUnit = lastUnit;
	}

	@Override
	public void stage(final String name, final long total) {
		stage = name;
	}

	@Override
	public void advance(final long done, final String status) {
		if (stage.startsWith(lastStage) && done >= lastUnit) stopped = true;
	}

	@Override
	public void log(final String message) {
		lines.add(message);
	}

	@Override
	public boolean isStopped() {
		return stopped;
	}

	/** Gets the lines of the log. */
	public List<String> lines() {
		return lines;
	}
}
