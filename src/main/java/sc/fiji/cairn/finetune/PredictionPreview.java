// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.Pictures;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.volume.FloatBlocks;

/**
 * Shows, as often as somebody wants to see it and at the end, what the network makes of one slice: of all slices of the validation cases,
 * or of the training cases if there are none, the one with most foreground.
 */
final class PredictionPreview implements TrainingListener {

	private final List<PreparedVolume> cases;
	private final String kind;
	private final SlicePredictor predictor;
	private final int classes;
	private final Scope scope;
	private final Progress progress;
	private final Pictures pictures;
	private PreparedVolume stack;
	private int slice;

	/**
	 * Prepares to show.
	 *
	 * @param training cases that are trained on
	 * @param validation cases that are not; may be empty
	 * @param predictor predicts with the weights as they are
	 * @param progress asked whether to cancel
	 * @param viewer who wants to see
	 */
	PredictionPreview(final List<PreparedVolume> training, final List<PreparedVolume> validation, final SlicePredictor predictor,
		final int classes, final Scope scope, final Progress progress, final TrainingListener viewer)
	{
		cases = validation.isEmpty() ? training : validation;
		kind = validation.isEmpty() ? "training case" : "validation case";
		this.predictor = predictor;
		this.classes = classes;
		this.scope = scope;
		this.progress = progress.silently();
		pictures = new Pictures(viewer, progress);
	}

	@Override
	public void stepped(final StepReport report) {
		pictures.show(() -> preview("after step " + (report.step() + 1)));
	}

	@Override
	public void ended() {
		pictures.show(() -> preview("at the end"));
	}

	private void choose() {
		long most = -1;
		for (final PreparedVolume candidate : cases) {
			for (int z = 0; z < candidate.depth(); z++) {
				final long foreground = Arrays.stream(labels(candidate, z)).filter(label -> label > 0).count();
				if (foreground <= most) continue;
				stack = candidate;
				slice = z;
				most = foreground;
			}
		}
	}

	/** Gets the classes of a slice; what is not known counts as background. */
	private static int[] labels(final PreparedVolume stack, final int slice) {
		final byte[] known = stack.labels(slice);
		final int[] labels = new int[known.length];
		Arrays.setAll(labels, i -> known[i] == (byte) PreparedVolume.IGNORE ? 0 : known[i] & 0xff);
		return labels;
	}

	/** @param moment of the training */
	private Optional<Preview> preview(final String moment) {
		if (stack == null) choose();
		final int area = stack.width() * stack.height();
		final float[] scores = predictor.predict(stack, slice, scope, progress);
		final int[] prediction = new int[area];
		Arrays.setAll(prediction, i -> SlicePredictor.best(scores, i, area, classes));
		final float[] pixels = FloatBlocks.slice(stack.images().get(0), slice);
		final double aspect = stack.spacingX() > 0 && stack.spacingY() > 0 ? stack.spacingY() / stack.spacingX() : 1;
		final String place = kind + " " + stack.name() + ", slice " + (slice + 1) + " of " + stack.depth();
		return Optional.of(new Preview("Prediction and truth " + moment, List.of(new Preview.Panel(place, stack.width(), aspect, pixels, labels(stack, slice),
				prediction))));
	}
}
