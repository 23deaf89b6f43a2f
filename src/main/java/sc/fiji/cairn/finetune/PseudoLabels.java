// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.sampling.PreparedImage;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;

/**
 * Labels volumes by what a network makes of them; pixels of which it is not sure stay unknown.
 * <p>
 * If asked for, only the largest connected component of each class is kept, over the whole volume. The rest becomes
 * unknown rather than background: it may be a part of the structure that the prediction has cut off, and then calling it
 * background would teach a mistake, whereas the background around it is learnt from in any case.
 * </p>
 */
final class PseudoLabels {

	private final SlicePredictor predictor;
	private final int classes;
	private final SelfTraining options;
	private final PreparedVolumeStore store;

	/**
	 * Labels with a network.
	 *
	 * @param classes number of classes that it tells apart, background included
	 * @param options which pixels to label
	 * @param store keeps the labels
	 */
	PseudoLabels(final SlicePredictor predictor, final int classes, final SelfTraining options, final PreparedVolumeStore store) {
		this.predictor = predictor;
		this.classes = classes;
		this.options = options;
		this.store = store;
	}

	/**
	 * Gives slices without labels the classes that the network is sure of.
	 *
	 * @param progress asked between passes whether to cancel, and between volumes whether to stop
	 * @return those volumes that got any; nothing is known of their slices that had labels before, which are not to be
	 *         learnt from twice
	 */
	List<PreparedVolume> label(final List<PreparedVolume> stacks, final Scope scope, final Progress progress) {
		progress.stage("Predicting labels", stacks.size());
		final List<PreparedVolume> labelled = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++) {
			if (progress.isStopped()) break;
			final PreparedVolume stack = stacks.get(i).withLabels(predict(stacks.get(i), scope, progress));
			if (stack.isKnown()) labelled.add(stack);
			else stack.dropLabels(store);
			progress.advance(i + 1, stack.name());
		}
		return labelled;
	}

	private PreparedImage<byte[]> predict(final PreparedVolume stack, final Scope scope, final Progress progress) {
		final PreparedImage<byte[]> labels = store.labels(stack);
		if (options.largest()) {
			final byte[][] found = new byte[labels.count()][labels.length()];
			final BitSet[] sure = new BitSet[labels.count()];
			predictor.predict(stack, scope, progress, false, (slice, scores) -> sure[slice] = look(scores, found[slice]));
			final ConnectedComponents parts = Waiting.call(() -> ConnectedComponents.of(i -> found[i / labels.length()][i % labels
				.length()] & 0xff, stack.width(), stack.height(), stack.depth(), Connectivity.FACES), progress);
			// NB: components are sought in all that is predicted, because a seam of unsure pixels does not divide a structure.
			for (int z = 0; z < found.length; z++) {
				final int first = z * labels.length();
				final byte[] slice = found[z];
				put(stack, labels, z, slice, sure[z], i -> slice[i] == 0 || parts.inLargest(first + i));
			}
			return labels;
		}
		final byte[] found = new byte[labels.length()];
		predictor.predict(stack, scope, progress, false, (slice, scores) -> put(stack, labels, slice, found, look(scores,
			found), i -> true));
		return labels;
	}

	/** Finds the most probable classes of the pixels of a slice; returns those of which the network is sure. */
	private BitSet look(final float[] scores, final byte[] found) {
		final BitSet sure = new BitSet(found.length);
		for (int i = 0; i < found.length; i++) {
			final int best = SlicePredictor.best(scores, i, found.length, classes);
			found[i] = (byte) best;
			if (probability(scores, i, found.length, best) >= options.confidence()) sure.set(i);
		}
		return sure;
	}

	/** Keeps a slice, but for what the network is not sure of; of slices with given labels nothing. */
	private static void put(final PreparedVolume stack, final PreparedImage<byte[]> labels, final int slice, final byte[] found,
		final BitSet sure, final IntPredicate kept)
	{
		final boolean given = stack.isKnown(slice);
		for (int i = 0; i < found.length; i++)
			if (given || !sure.get(i) || !kept.test(i)) found[i] = (byte) PreparedVolume.IGNORE;
		labels.put(slice, found);
	}

	private double probability(final float[] scores, final int pixel, final int area, final int of) {
		double sum = 0;
		for (int c = 0; c < classes; c++)
			sum += Math.exp(scores[c * area + pixel] - scores[of * area + pixel]);
		return 1 / sum;
	}
}
