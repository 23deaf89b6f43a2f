// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;

import net.imglib2.Interval;

import sc.fiji.cairn.segment.BlockPredictor.Receiver;

/** The prediction of one volume, which is done where and when it is asked for. */
interface Prediction {

	/** Returns the number of slices that are best predicted together. */
	int slab();

	/**
	 * Predicts a part of the volume.
	 *
	 * @param box (X, Y, Z)
	 * @param receiver hears of blocks that together make up the part, in any order
	 * @throws sc.fiji.cairn.CairnException if the engine fails, or the memory does not suffice
	 * @throws java.util.concurrent.CancellationException if the user has asked for it
	 */
	void predict(Interval box, Receiver receiver);

	/** As {@link #predict(Interval, Receiver)}, of several parts, whose scores do not depend on each other. */
	default void predict(final List<? extends Interval> boxes, final Receiver receiver) {
		boxes.forEach(box -> predict(box, receiver));
	}
}
