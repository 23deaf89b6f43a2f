// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Estimates how long work will still take.
 * <p>
 * The speed is that of the later half of the time spent so far: the first units, in which caches fill and kernels are
 * chosen, soon no longer count, and a single slow unit counts little.
 * </p>
 */
public final class TimeLeft {

	private static final int MARKS = 64;
	private static final long UNKNOWN = -1;

	/** A moment and how much was done by then. */
	private record Mark(long millis, long done) {}

	private final long total;
	private final Mark start;
	private final Deque<Mark> marks = new ArrayDeque<>();

	/**
	 * Begins to watch.
	 *
	 * @param total units of work
	 * @param millis the time now
	 */
	public TimeLeft(final long total, final long millis) {
		this.total = total;
		start = new Mark(millis, 0);
		marks.add(start);
	}

	/**
	 * Takes note of progress.
	 *
	 * @param done units done so far
	 * @param millis the time now
	 * @return milliseconds left, -1 as long as nobody can tell
	 */
	public long update(final long done, final long millis) {
		final long half = start.millis() + (millis - start.millis()) / 2;
		Mark from = start;
		for (final Mark mark : marks) {
			if (mark.millis() > half) break;
			from = mark;
		}
		remember(new Mark(millis, done));
		final long units = done - from.done();
		if (units <= 0 || total <= 0) return UNKNOWN;
		return Math.round((double) (millis - from.millis()) / units * Math.max(0, total - done));
	}

	private void remember(final Mark mark) {
		final long apart = (mark.millis() - start.millis()) / MARKS;
		if (mark.millis() - marks.getLast().millis() < apart) return;
		marks.addLast(mark);
		if (marks.size() <= 2 * MARKS) return;
		boolean drop = false;
		for (final Iterator<Mark> each = marks.iterator(); each.hasNext(); drop = !drop) {
			each.next();
			if (drop) each.remove();
		}
	}

	/** Writes a time for people, such as {@code 45 s} or {@code 1 h 20 min}. */
	public static String words(final long millis) {
		final long seconds = Math.round(millis / 1000.0);
		if (seconds < 100) return seconds + " s";
		final long minutes = Math.round(seconds / 60.0);
		if (minutes < 100) return minutes + " min";
		return minutes / 60 + " h " + minutes % 60 + " min";
	}
}
