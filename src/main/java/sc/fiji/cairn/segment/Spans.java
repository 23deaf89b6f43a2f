// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import net.imglib2.Interval;

import sc.fiji.cairn.segment.GridAxis.Span;

/** A box of the grid of the network. */
record Spans(Span x, Span y, Span z) {

	/** Finds what the scores of a box of the image are interpolated from. */
	static Spans needed(final GridAxis x, final GridAxis y, final GridAxis z, final Interval box) {
		return new Spans(needed(x, box, 0), needed(y, box, 1), needed(z, box, 2));
	}

	private static Span needed(final GridAxis axis, final Interval box, final int d) {
		return axis.needed((int) box.min(d), (int) box.dimension(d));
	}

	long volume() {
		return (long) x.length() * y.length() * z.length();
	}
}
