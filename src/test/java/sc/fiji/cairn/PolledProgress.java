// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.function.LongPredicate;

/**
 * Measures how much work is done between two looks whether to cancel, and cancels at one of them. Of work on several
 * threads the looks of all count.
 */
final class PolledProgress implements Progress {

	private final LongPredicate wish;
	private long polls;
	private long units;
	private boolean answered;
	private int since;
	private int most;
	private int after;

	/**
	 * @param wish tells from the units of work that are done, stages counted together, whether to cancel
	 */
	PolledProgress(final LongPredicate wish) {
		this.wish = wish;
	}

	@Override
	public void stage(final String name, final long total) {
		// No work.
	}

	@Override
	public synchronized void advance(final long done, final String status) {
		since++;
		units++;
		most = Math.max(most, since);
		if (answered) after++;
	}

	@Override
	public void log(final String message) {
		// No work.
	}

	@Override
	public synchronized boolean isCancelled() {
		polls++;
		since = 0;
		answered |= wish.test(units);
		return answered;
	}

	/** Returns how often it was asked. */
	long polls() {
		return polls;
	}

	/** Returns how many units of work were done. */
	long units() {
		return units;
	}

	/** Returns the most units of work that were done between two looks. */
	int most() {
		return most;
	}

	/** Returns how many units of work were done after the answer was yes. */
	int after() {
		return after;
	}
}
