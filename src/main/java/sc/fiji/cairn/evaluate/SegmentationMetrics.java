// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

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

	private final LabelGrid prediction;
	private final LabelGrid truth;
	private final double[] spacing;

	private SegmentationMetrics(final LabelGrid prediction, final LabelGrid truth, final double[] spacing) {
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
		return compare(LabelGrid.copyOf("The prediction", prediction), LabelGrid.copyOf("The label image", truth),
			spacing, ignore);
	}

	static List<ClassScore> compare(final LabelGrid prediction, final LabelGrid truth, final double[] spacing,
		final OptionalInt ignore)
	{
		if (spacing.length != 3) throw new IllegalArgumentException("a voxel spacing has 3 numbers");
		for (final double s : spacing) {
			if (!(s > 0 && s < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("voxel spacing " + s);
		}
		if (!prediction.sameSizeAs(truth)) throw new CairnException("The prediction is " + prediction.size() +
			" voxels but the label image is " + truth.size() + "; give two label images of one size.");
		final SegmentationMetrics metrics = new SegmentationMetrics(prediction, truth, spacing);
		final List<ClassScore> scores = new ArrayList<>();
		metrics.regions(ignore).forEach((label, region) -> scores.add(metrics.score(label, region, ignore)));
		return List.copyOf(scores);
	}

	private SortedMap<Integer, Region> regions(final OptionalInt ignore) {
		final SortedMap<Integer, Region> regions = new TreeMap<>();
		for (int z = 0; z < truth.sizeZ(); z++) {
			for (int y = 0, i = 0; y < truth.sizeY(); y++) {
				for (int x = 0; x < truth.sizeX(); x++, i++) {
					final int t = truth.planes()[z][i];
					final int p = prediction.planes()[z][i];
					if (t == 0 && p == 0 || ignore.isPresent() && t == ignore.getAsInt()) continue;
					if (t != 0) region(regions, t).addLabelled(x, y, z);
					if (p != 0) region(regions, p).addPredicted(x, y, z);
					if (t == p) region(regions, t).addCommon();
				}
			}
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
		final SurfaceDistances distances = SurfaceDistances.between(surface(prediction, label, region, ignore),
			surface(truth, label, region, ignore), spacing);
		return new ClassScore(label, region.dice(), region.iou(), distances.percentile95(), distances.maximum(),
			distances.average(), predictionVolume, truthVolume, Absence.NONE);
	}

	private Mask surface(final LabelGrid labels, final int label, final Region box, final OptionalInt ignore) {
		final int sizeX = box.size(0);
		final int sizeY = box.size(1);
		final boolean[][] planes = new boolean[box.size(2)][sizeX * sizeY];
		for (int z = 0; z < planes.length; z++) {
			final int[] source = labels.planes()[z + box.min(2)];
			final int[] annotated = truth.planes()[z + box.min(2)];
			for (int y = 0; y < sizeY; y++) {
				final int start = (y + box.min(1)) * labels.sizeX() + box.min(0);
				for (int x = 0; x < sizeX; x++) {
					planes[z][y * sizeX + x] = source[start + x] == label &&
						(ignore.isEmpty() || annotated[start + x] != ignore.getAsInt());
				}
			}
		}
		return new Mask(sizeX, sizeY, planes).surface(labels.sizeX() == 1, labels.sizeY() == 1, labels.sizeZ() == 1);
	}

	private double diagonal() {
		final double x = truth.sizeX() * spacing[0];
		final double y = truth.sizeY() * spacing[1];
		final double z = truth.sizeZ() * spacing[2];
		return Math.sqrt(x * x + y * y + z * z);
	}
}
