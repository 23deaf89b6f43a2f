// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.time.Duration;

/** Tells when a checkpoint is due by time: so often that a sudden end costs little, so seldom that writing does. */
final class CheckpointClock {

	/** At most one part in so many of the time goes into writing. */
	private static final int SHARE = 50;

	private final long interval;
	private long last;
	private long cost;

	/**
	 * @param interval usual time between two checkpoints
	 * @param now in nanoseconds
	 */
	CheckpointClock(final Duration interval, final long now) {
		this.interval = interval.toNanos();
		last = now;
	}

	/** Tells whether it is time to write. */
	boolean isDue(final long now) {
		return now - last >= Math.max(interval, SHARE * cost);
	}

	/** Takes note of a checkpoint that took its time to be written. */
	void written(final long begin, final long end) {
		last = end;
		cost = end - begin;
	}
}
