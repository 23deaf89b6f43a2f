// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

/** Turns class scores into probabilities. */
final class Softmax {

	private Softmax() {}

	/**
	 * Replaces scores by probabilities.
	 *
	 * @param scores (classes, ...), the class slowest
	 */
	static void apply(final float[] scores, final int classes) {
		final int voxels = scores.length / classes;
		for (int i = 0; i < voxels; i++) {
			float highest = scores[i];
			for (int at = i; at < scores.length; at += voxels)
				highest = Math.max(highest, scores[at]);
			double sum = 0;
			for (int at = i; at < scores.length; at += voxels)
				sum += Math.exp(scores[at] - highest);
			for (int at = i; at < scores.length; at += voxels)
				scores[at] = (float) (Math.exp(scores[at] - highest) / sum);
		}
	}
}
