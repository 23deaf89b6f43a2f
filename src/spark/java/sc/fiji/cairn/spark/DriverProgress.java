// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.cairn.Progress;

/** Tells in the log of the driver how far the work is, and how long it will take. */
final class DriverProgress implements Progress {

	private static final Logger LOG = LoggerFactory.getLogger(DriverProgress.class);
	private static final long PAUSE = 5_000_000_000L;

	private String stage = "";
	private long total;
	private long begun;
	private long told;

	@Override
	public synchronized void stage(final String name, final long units) {
		stage = name;
		total = units;
		begun = System.nanoTime();
		told = begun;
		LOG.info("{}: {} to do", name, units);
	}

	@Override
	public synchronized void advance(final long done, final String status) {
		final long now = System.nanoTime();
		if (now - told < PAUSE && done < total || done == 0) return;
		told = now;
		final long seconds = (now - begun) / 1_000_000_000L;
		LOG.info("{}: {} of {} in {} s, {} s left {}", stage, done, total, seconds, seconds * (total - done) / done, status);
	}

	@Override
	public void log(final String message) {
		LOG.info("{}", message);
	}

	@Override
	public boolean isCancelled() {
		return false;
	}
}
