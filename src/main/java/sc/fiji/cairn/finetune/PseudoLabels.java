// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
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

	private static final byte UNKNOWN = (byte) PreparedVolume.IGNORE;

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
	 * Gives pixels without labels the classes that the network is sure of.
	 *
	 * @param progress asked between passes whether to cancel, and between volumes whether to stop
	 * @return those volumes that got any; pixels with labels keep them, but for slices with nothing else, of which nothing is known
	 *         there, because they are not to be learnt from twice
	 */
	List<PreparedVolume> label(final List<PreparedVolume> stacks, final Scope scope, final Progress progress) {
		progress.stage("Predicting labels", stacks.size());
		final List<PreparedVolume> labelled = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++) {
			if (progress.isStopped()) break;
			final PreparedVolume stack = predict(stacks.get(i), scope, progress);
			if (stack != null) labelled.add(stack);
			progress.advance(i + 1, stacks.get(i).name());
		}
		return labelled;
	}

	/** Returns null if there is no pixel that the network is sure of. */
	private PreparedVolume predict(final PreparedVolume stack, final Scope scope, final Progress progress) {
		final PreparedVolume labelled = stack.withLabels(store.labels(stack));
		final BitSet[] sure = new BitSet[stack.depth()];
		predictor.predict(stack, scope, progress, false, (slice, scores) -> {
			final byte[] found = new byte[scores.length / classes];
			sure[slice] = look(scores, found);
			PreparedVolumeStore.put(labelled.classes(), slice, found);
		});
		// NB: components are sought in all that is predicted, because a seam of unsure pixels does not divide a structure.
		final ConnectedComponents parts = options.largest() ? Waiting.call(() -> ConnectedComponents.of(labelled.classes(),
			Connectivity.FACES), progress) : null;
		boolean any = false;
		for (int z = 0; z < sure.length; z++) {
			final byte[] found = labelled.labels(z);
			final byte[] given = stack.classes() == null ? null : stack.labels(z);
			final boolean complete = stack.isComplete(z);
			for (int i = 0; i < found.length; i++) {
				final boolean known = given != null && given[i] != UNKNOWN;
				if (known || !sure[z].get(i) || parts != null && found[i] != 0 && !parts.inLargest(z * found.length + i)) found[i] = known &&
					!complete ? given[i] : UNKNOWN;
				else any = true;
			}
			PreparedVolumeStore.put(labelled.classes(), z, found);
		}
		if (any) return labelled;
		store.drop(labelled.classes());
		return null;
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

	private double probability(final float[] scores, final int pixel, final int area, final int of) {
		double sum = 0;
		for (int c = 0; c < classes; c++)
			sum += Math.exp(scores[c * area + pixel] - scores[of * area + pixel]);
		return 1 / sum;
	}
}
