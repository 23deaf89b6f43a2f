// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

/** Counts the voxels of one class in prediction and truth, and finds the box that holds both. */
final class Region {

	private final int[] min = { Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE };
	private final int[] max = { -1, -1, -1 };
	private long predicted;
	private long labelled;
	private long common;

	void addPredicted(final int x, final int y, final int z) {
		predicted++;
		grow(x, y, z);
	}

	void addLabelled(final int x, final int y, final int z) {
		labelled++;
		grow(x, y, z);
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

	int min(final int d) {
		return min[d];
	}

	int size(final int d) {
		return max[d] - min[d] + 1;
	}

	private void grow(final int x, final int y, final int z) {
		if (x < min[0]) min[0] = x;
		if (y < min[1]) min[1] = y;
		if (z < min[2]) min[2] = z;
		if (x > max[0]) max[0] = x;
		if (y > max[1]) max[1] = y;
		if (z > max[2]) max[2] = z;
	}
}
