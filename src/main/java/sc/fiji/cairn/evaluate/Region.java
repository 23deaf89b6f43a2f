// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.Localizable;

/** Counts the voxels of one class in prediction and truth, and finds the box that holds both. */
final class Region {

	private final long[] min = { Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE };
	private final long[] max = { -1, -1, -1 };
	private long predicted;
	private long labelled;
	private long common;

	void addPredicted(final Localizable voxel) {
		predicted++;
		grow(voxel);
	}

	void addLabelled(final Localizable voxel) {
		labelled++;
		grow(voxel);
	}

	void addCommon() {
		common++;
	}

	long predicted() {
		return predicted;
	}

	long labelled() {
		return labelled;
	}

	double dice() {
		return 2.0 * common / (predicted + labelled);
	}

	double iou() {
		return (double) common / (predicted + labelled - common);
	}

	/** Gets the box that holds all its voxels. */
	Interval box() {
		return new FinalInterval(min, max);
	}

	private void grow(final Localizable voxel) {
		for (int d = 0; d < min.length; d++) {
			min[d] = Math.min(min[d], voxel.getLongPosition(d));
			max[d] = Math.max(max[d], voxel.getLongPosition(d));
		}
	}
}
