// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.LabelledExtent;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Scores a folder of predictions against a folder of labels.
 * <p>
 * Files are paired by base name, so {@code case-1.tif} is scored against {@code case-1.nii.gz}; labels without a
 * prediction are left out. Lengths come from the label image. They are converted to millimetres if its unit is known.
 * </p>
 */
public final class Evaluation {

	/** Label of voxels of the truth that nobody has annotated; no label image holds it. */
	private static final int UNKNOWN = Integer.MIN_VALUE;

	private final VolumeIO volumes;
	private final Progress progress;

	/**
	 * @param volumes opens the images
	 * @param progress told of each case; asked for cancel at any time
	 */
	public Evaluation(final VolumeIO volumes, final Progress progress) {
		this.volumes = volumes;
		this.progress = progress;
	}

	/**
	 * Scores all cases.
	 *
	 * @throws CairnException if a folder is missing or empty, a prediction has no label, or a pair cannot be compared:
	 *           other sizes, values that are not whole numbers, several channels or time points
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public EvaluationResult run(final EvaluationOptions options) {
		final Pairs pairs = pairs(options);
		if (pairs.unpredicted() > 0) progress.log("Of the label images in " + options.labels() + ", " + pairs.unpredicted() +
			" have no prediction and are left out.");
		progress.stage("Evaluating", pairs.all().size());
		final List<CaseScore> cases = new ArrayList<>();
		for (final Pairs.Pair pair : pairs.all()) {
			progress.checkCancelled();
			final CaseScore scored = Waiting.call(() -> score(pair, options), progress);
			cases.add(scored);
			progress.advance(cases.size(), String.format(Locale.ROOT, "%s Dice %.3f", pair.name(),
				scored.overall(Measure.DICE)));
		}
		final TreeSet<Integer> labels = new TreeSet<>();
		cases.forEach(c -> c.scores().forEach(s -> labels.add(s.label())));
		return new EvaluationResult(List.copyOf(labels), cases.stream().map(c -> complete(c, labels)).toList());
	}

	private Pairs pairs(final EvaluationOptions options) {
		return Pairs.of(options.predictions(), options.labels(), new CaseFolder(volumes));
	}

	/**
	 * Makes sure, without reading an image, that there are pairs.
	 *
	 * @throws CairnException if a folder is missing or empty, or a prediction has no label
	 */
	public void requirePairs(final EvaluationOptions options) {
		pairs(options);
	}

	/** Gives a case a score for each class, also for those that only other cases hold. */
	private static CaseScore complete(final CaseScore c, final TreeSet<Integer> labels) {
		return new CaseScore(c.name(), c.unit(), labels.stream().map(c::score).toList());
	}

	private CaseScore score(final Pairs.Pair pair, final EvaluationOptions options) {
		final Volume predicted = volumes.open(pair.prediction());
		final Volume labelled = volumes.open(pair.label());
		final CaseScore scored = score(pair, predicted, labelled, options.rule());
		if (!VoxelSize.of(labelled.geometry()).agreesWith(VoxelSize.of(predicted.geometry()))) progress.log(
			"The voxel spacing of " + pair.prediction() + " is not that of its label, which is used.");
		return scored;
	}

	/**
	 * Scores a prediction that is in memory.
	 *
	 * @param image image that was segmented, which names the case
	 * @param predicted label image predicted for it
	 * @param label file of the true label image
	 * @param selection which time point of the true label image it is for
	 * @param rule how label values are read; those that it ignores in the truth are left out of both
	 * @throws CairnException if the two cannot be compared
	 */
	public CaseScore score(final Path image, final Volume predicted, final Path label, final Selection selection,
		final LabelRule rule)
	{
		return Waiting.call(() -> score(new Pairs.Pair(CaseFolder.baseName(image), image, label), predicted, selection.ofLabels(
			volumes.open(label), label.toString()), rule), progress);
	}

	private CaseScore score(final Pairs.Pair pair, final Volume predicted, final Volume labelled,
		final LabelRule rule)
	{
		final RandomAccessibleInterval<IntType> prediction = whole(predicted, pair.prediction());
		prediction.forEach(label -> label.set((int) rule.apply(label.get())));
		final RandomAccessibleInterval<IntType> truth = truth(labelled, pair.label(), rule);
		if (!Intervals.equals(prediction, truth)) throw new CairnException("The prediction " + pair.prediction() + " is " +
			SegmentationMetrics.size(prediction) + " voxels but its label " + pair.label() + " is " + SegmentationMetrics.size(truth) +
			"; segment the image that this label belongs to.");
		final VoxelSize size = VoxelSize.of(labelled.geometry());
		if (!size.isUsable()) throw new CairnException("The label " + pair.label() +
			" has no voxel spacing above 0; set its voxel size.");
		return new CaseScore(pair.name(), size.unit(), SegmentationMetrics.compareWhole(prediction, truth, size
			.spacing(), OptionalInt.of(UNKNOWN)));
	}

	/** Gets true labels, {@link #UNKNOWN} where the rule says that they are not known. */
	private RandomAccessibleInterval<IntType> truth(final Volume labels, final Path file, final LabelRule rule) {
		final RandomAccessibleInterval<IntType> truth = whole(labels, file);
		final LabelledExtent extent = new LabelledExtent(labels.geometry());
		extent.frame();
		for (int z = 0; z < truth.dimension(2) && rule.unlabelled() != BlankSlices.BACKGROUND; z++)
			extent.slice(FloatBlocks.slice(truth, z), rule);
		truth.forEach(label -> label.set(rule.isIgnored(label.get()) ? UNKNOWN : (int) rule.apply(label.get())));
		if (!extent.isInPart()) return truth;
		if (rule.unlabelled() == BlankSlices.ASK) throw BlankSlices.undecided(extent.situation(file.toString()),
			"Score the labelled slices alone", "Take the other slices as background");
		progress.log("In the label image " + file + " " + extent.words() + "; the others are left out.");
		extent.blank(0).forEach(slice -> Views.hyperSlice(truth, 2, slice).forEach(label -> label.set(UNKNOWN)));
		return truth;
	}

	private static RandomAccessibleInterval<IntType> whole(final Volume labels, final Path file) {
		LabelledExtent.requireOneChannel(labels, file.toString());
		if (labels.size(Axis.TIME) > 1) throw new CairnException("The label image " + file + " has " + labels.size(Axis.TIME) +
			" time points; give one image for each time point.");
		return SegmentationMetrics.whole(file.toString(), labels.grid(0, 0));
	}
}
