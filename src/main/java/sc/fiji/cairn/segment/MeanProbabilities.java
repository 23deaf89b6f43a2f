// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;

import net.imglib2.Interval;

/** Turns the scores of one network into the logarithms of the mean probabilities of several, block by block. */
final class MeanProbabilities implements BlockPredictor.Receiver {

	private final List<VolumePrediction> others;
	private final int classes;
	private final BlockPredictor.Receiver receiver;

	/**
	 * @param others what the other networks predict of the same volume
	 * @param classes number of classes, background included
	 * @param receiver hears of the means
	 */
	MeanProbabilities(final List<VolumePrediction> others, final int classes, final BlockPredictor.Receiver receiver) {
		this.others = others;
		this.classes = classes;
		this.receiver = receiver;
	}

	@Override
	public void accept(final Interval box, final float[] scores) {
		Softmax.apply(scores, classes);
		for (final VolumePrediction other : others)
			other.predict(box, (part, more) -> {
				Softmax.apply(more, classes);
				add(part, more, box, scores);
			});
		for (int i = 0; i < scores.length; i++)
			scores[i] = (float) Math.log(Math.max(Float.MIN_NORMAL, scores[i] / (1 + others.size())));
		receiver.accept(box, scores);
	}

	/** Adds what is known of a part of a block. */
	private void add(final Interval part, final float[] values, final Interval box, final float[] sums) {
		final int area = Math.toIntExact(box.dimension(0) * box.dimension(1));
		for (int c = 0, i = 0; c < classes; c++)
			for (long z = part.min(2) - box.min(2); z <= part.max(2) - box.min(2); z++)
				for (long y = part.min(1) - box.min(1); y <= part.max(1) - box.min(1); y++) {
					final int row = (int) ((c * box.dimension(2) + z) * area + y * box.dimension(0) + part.min(0) - box.min(0));
					for (int x = 0; x < part.dimension(0); x++)
						sums[row + x] += values[i++];
				}
	}
}
