// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.ArrayDeque;
import java.util.Deque;

/** Measures how many steps are done in a second, over the last few seconds. */
final class Speed {

	private static final double SECONDS = 10;

	/** A moment of the training, and the steps done by then. */
	private record Mark(double seconds, long steps) {}

	private final Deque<Mark> marks = new ArrayDeque<>();

	/** Takes note of a step. */
	void stepped(final long steps, final double seconds) {
		marks.add(new Mark(seconds, steps));
		// NB: two marks at least, however slow the steps are.
		while (marks.size() > 2 && marks.getFirst().seconds() < seconds - SECONDS)
			marks.removeFirst();
	}

	/** Returns the speed; 0 as long as nobody can tell. */
	double perSecond() {
		if (marks.size() < 2) return 0;
		final double seconds = marks.getLast().seconds() - marks.getFirst().seconds();
		return seconds <= 0 ? 0 : (marks.getLast().steps() - marks.getFirst().steps()) / seconds;
	}
}
