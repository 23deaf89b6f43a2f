// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;

/**
 * Dice, IoU, Hausdorff distance, its 95th percentile, average symmetric surface distance and volume of each class of a
 * label image.
 * <p>
 * The surface of a class is its voxels minus their erosion by the 6-neighbourhood; what lies outside the image is not
 * of the class. An axis of one voxel has no neighbours: a single slice is scored as a 2D image. Distances are Euclidean
 * between voxel centres. Label 0 is background and not scored.
 * </p>
 */
public final class SegmentationMetrics {

	private final RandomAccessibleInterval<IntType> prediction;
	private final RandomAccessibleInterval<IntType> truth;
	private final double[] spacing;

	private SegmentationMetrics(final RandomAccessibleInterval<IntType> prediction,
		final RandomAccessibleInterval<IntType> truth, final double[] spacing)
	 {
		this.prediction = prediction;
		this.truth = truth;
		this.spacing = spacing;
	}

	/**
	 * Scores each class that either image holds.
	 *
	 * @param prediction labels with dimensions (X, Y, Z)
	 * @param truth labels of the same size
	 * @param spacing distance between voxel centres along X, Y and Z; distances come in its unit, volumes in its cube
	 * @param ignore label of the truth that means "not annotated": voxels that carry it belong to no class, neither in
	 *          the truth nor in the prediction, and a surface ends there
	 * @return one score per class, ascending by label
	 * @throws CairnException if the sizes differ or a value is not a whole number
	 */
	public static List<ClassScore> compare(final RandomAccessibleInterval<? extends RealType<?>> prediction,
		final RandomAccessibleInterval<? extends RealType<?>> truth, final double[] spacing, final OptionalInt ignore)
	{
		return compareWhole(whole("The prediction", prediction), whole("The label image", truth), spacing, ignore);
	}

	/**
	 * Copies labels.
	 *
	 * @param name whose labels these are, for the message
	 * @param labels (X, Y, Z)
	 * @throws CairnException if a value is not a whole number, as in a probability map
	 */
	static RandomAccessibleInterval<IntType> whole(final String name,
		final RandomAccessibleInterval<? extends RealType<?>> labels)
	{
		if (labels.numDimensions() != 3) throw new IllegalArgumentException("labels have dimensions (X, Y, Z), not " + labels
			.numDimensions() + " dimensions");
		final RandomAccessibleInterval<IntType> whole = new PlanarImgFactory<>(new IntType()).create(labels);
		final Cursor<IntType> copy = Views.flatIterable(whole).cursor();
		for (final RealType<?> label : Views.flatIterable(labels)) {
			final double value = label.getRealDouble();
			copy.next().set((int) value);
			if ((int) value != value) throw new CairnException(name + " holds the value " + value +
				", which is not a whole number; give label images, not intensities or probabilities.");
		}
		return whole;
	}

	/** Writes a size as {@code 48 x 48 x 20}. */
	static String size(final Interval labels) {
		return labels.dimension(0) + " x " + labels.dimension(1) + " x " + labels.dimension(2);
	}

	/** As above, for whole numbers, whose minimum is 0. */
	static List<ClassScore> compareWhole(final RandomAccessibleInterval<IntType> prediction,
		final RandomAccessibleInterval<IntType> truth, final double[] spacing, final OptionalInt ignore)
	{
		if (spacing.length != 3) throw new IllegalArgumentException("a voxel spacing has 3 numbers");
		for (final double s : spacing) {
			if (!(s > 0 && s < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("voxel spacing " + s);
		}
		if (!Intervals.equals(prediction, truth)) throw new CairnException("The prediction is " + size(prediction) +
			" voxels but the label image is " + size(truth) + "; give two label images of one size.");
		final SegmentationMetrics metrics = new SegmentationMetrics(prediction, truth, spacing);
		final List<ClassScore> scores = new ArrayList<>();
		metrics.regions(ignore).forEach((label, region) -> scores.add(metrics.score(label, region, ignore)));
		return List.copyOf(scores);
	}

	private SortedMap<Integer, Region> regions(final OptionalInt ignore) {
		final SortedMap<Integer, Region> regions = new TreeMap<>();
		final Cursor<IntType> truths = Views.flatIterable(truth).localizingCursor();
		for (final IntType predicted : Views.flatIterable(prediction)) {
			final int t = truths.next().get();
			final int p = predicted.get();
			if (t == 0 && p == 0 || ignore.isPresent() && t == ignore.getAsInt()) continue;
			if (t != 0) region(regions, t).addLabelled(truths);
			if (p != 0) region(regions, p).addPredicted(truths);
			if (t == p) region(regions, t).addCommon();
		}
		return regions;
	}

	private static Region region(final SortedMap<Integer, Region> regions, final int label) {
		return regions.computeIfAbsent(label, l -> new Region());
	}

	private ClassScore score(final int label, final Region region, final OptionalInt ignore) {
		final double voxel = spacing[0] * spacing[1] * spacing[2];
		final double predictionVolume = region.predicted() * voxel;
		final double truthVolume = region.labelled() * voxel;
		if (region.predicted() == 0 || region.labelled() == 0) {
			final double far = diagonal();
			return new ClassScore(label, 0, 0, far, far, far, predictionVolume, truthVolume,
				region.predicted() == 0 ? Absence.PREDICTION : Absence.TRUTH);
		}
		final SurfaceDistances distances = SurfaceDistances.between(surface(prediction, label, region.box(), ignore),
			surface(truth, label, region.box(), ignore), spacing);
		return new ClassScore(label, region.dice(), region.iou(), distances.percentile95(), distances.maximum(),
			distances.average(), predictionVolume, truthVolume, Absence.NONE);
	}

	private Mask surface(final RandomAccessibleInterval<IntType> labels, final int label, final Interval box,
		final OptionalInt ignore)
	{
		final boolean[][] planes = new boolean[(int) box.dimension(2)][(int) (box.dimension(0) * box.dimension(1))];
		final Cursor<IntType> own = Views.flatIterable(Views.interval(labels, box)).cursor();
		final Cursor<IntType> annotated = Views.flatIterable(Views.interval(truth, box)).cursor();
		for (final boolean[] plane : planes)
			for (int i = 0; i < plane.length; i++)
				// NB: both cursors move at each voxel.
				plane[i] = own.next().get() == label & (annotated.next().get() != ignore.orElse(0) || ignore.isEmpty());
		return new Mask((int) box.dimension(0), (int) box.dimension(1), planes).surface(labels.dimension(0) == 1, labels.dimension(
			1) == 1, labels.dimension(2) == 1);
	}

	private double diagonal() {
		double sum = 0;
		for (int d = 0; d < 3; d++)
			sum += Math.pow(truth.dimension(d) * spacing[d], 2);
		return Math.sqrt(sum);
	}
}
