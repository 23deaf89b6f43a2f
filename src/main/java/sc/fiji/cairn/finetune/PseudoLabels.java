package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.SliceStack;
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
	private final double confidence;
	private final boolean largest;

	/**
	 * Labels with a network.
	 *
	 * @param classes number of classes that it tells apart, background included
	 * @param confidence probability from which a pixel is labelled
	 * @param largest whether to keep only the largest component of each class
	 */
	PseudoLabels(final SlicePredictor predictor, final int classes, final double confidence, final boolean largest) {
		this.predictor = predictor;
		this.classes = classes;
		this.confidence = confidence;
		this.largest = largest;
	}

	/**
	 * Gives slices without labels the classes that the network is sure of.
	 *
	 * @return those volumes that got any; nothing is known of their slices that had labels before, which are not to be
	 *         learnt from twice
	 */
	List<SliceStack> label(final List<SliceStack> stacks, final Scope scope, final Progress progress) {
		progress.stage("Predicting labels", stacks.size());
		final List<SliceStack> labelled = new ArrayList<>();
		for (int i = 0; i < stacks.size(); i++) {
			final SliceStack stack = stacks.get(i).withLabels(predict(stacks.get(i), scope, progress));
			for (int z = 0; z < stack.depth(); z++)
				if (stacks.get(i).isKnown(z)) Arrays.fill(stack.labels(z), (byte) SliceStack.IGNORE);
			if (stack.isKnown()) labelled.add(stack);
			progress.advance(i + 1, stack.name());
		}
		return labelled;
	}

	private byte[][] predict(final SliceStack stack, final Scope scope, final Progress progress) {
		final int area = stack.width() * stack.height();
		final byte[][] found = new byte[stack.depth()][area];
		final boolean[][] sure = new boolean[stack.depth()][area];
		predictor.predict(stack, scope, progress, false, (slice, scores) -> {
			for (int i = 0; i < area; i++) {
				final int best = SlicePredictor.best(scores, i, area, classes);
				found[slice][i] = (byte) best;
				sure[slice][i] = probability(scores, i, area, best) >= confidence;
			}
		});
		// NB: components are sought in all that is predicted, because a seam of unsure pixels does not divide a structure.
		final ConnectedComponents parts = largest ? ConnectedComponents.of(i -> found[i / area][i % area] & 0xff, stack
			.width(), stack.height(), stack.depth(), Connectivity.FACES) : null;
		for (int z = 0; z < found.length; z++)
			for (int i = 0; i < area; i++) {
				final boolean kept = sure[z][i] && (parts == null || found[z][i] == 0 || parts.inLargest(z * area + i));
				if (!kept) found[z][i] = (byte) SliceStack.IGNORE;
			}
		return found;
	}

	private double probability(final float[] scores, final int pixel, final int area, final int of) {
		double sum = 0;
		for (int c = 0; c < classes; c++)
			sum += Math.exp(scores[c * area + pixel] - scores[of * area + pixel]);
		return 1 / sum;
	}
}
