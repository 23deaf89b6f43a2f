package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Scope;

/** Labels volumes by what a network makes of them; pixels of which it is not sure stay unknown. */
final class PseudoLabels {

	private final SlicePredictor predictor;
	private final int classes;
	private final double confidence;

	/** Labels with a network that tells {@code classes} apart, background included. */
	PseudoLabels(final SlicePredictor predictor, final int classes, final double confidence) {
		this.predictor = predictor;
		this.classes = classes;
		this.confidence = confidence;
	}

	/** Gives volumes the classes that the network is sure of. */
	List<SliceStack> label(final List<SliceStack> stacks, final Scope scope, final Progress progress) {
		progress.stage("Predicting labels", stacks.size());
		final List<SliceStack> labelled = new ArrayList<>();
		for (final SliceStack stack : stacks) {
			final int area = stack.width() * stack.height();
			final byte[][] labels = new byte[stack.depth()][area];
			predictor.predict(stack, scope, progress, false, (slice, scores) -> {
				for (int i = 0; i < area; i++) {
					final int best = SlicePredictor.best(scores, i, area, classes);
					labels[slice][i] = (byte) (probability(scores, i, area, best) >= confidence ? best : SliceStack.IGNORE);
				}
			});
			labelled.add(stack.withLabels(labels));
			progress.advance(labelled.size(), stack.name());
		}
		return labelled;
	}

	private double probability(final float[] scores, final int pixel, final int area, final int of) {
		double sum = 0;
		for (int c = 0; c < classes; c++)
			sum += Math.exp(scores[c * area + pixel] - scores[of * area + pixel]);
		return 1 / sum;
	}
}
