// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/**
 * The labels (X, Y, Z) of a volume, predicted a slab at a time; by several threads, in any order, always with the same result.
 */
final class PredictedLabels<T extends NativeType<T> & IntegerType<T>> {

	private final Volume source;
	private final Prediction plan;
	private final List<SegmentationClass> classes;
	private final T type;
	private final ClassCounts counts;
	private final RandomAccessibleInterval<FloatType> shares;
	private final Progress progress;

	/** Slices of a slab, however much memory there is later, because scores depend a little on what is predicted together. */
	private final int together;

	/** First slices of the slabs that have been predicted, be it that they are gone. */
	private final Set<Long> counted = new HashSet<>();

	private PredictedLabels(final Volume source, final Prediction plan, final List<SegmentationClass> classes, final T type,
		final ClassCounts counts, final RandomAccessibleInterval<FloatType> shares, final Progress progress)
	{
		this.source = source;
		this.plan = plan;
		this.classes = classes;
		this.type = type;
		this.counts = counts;
		this.shares = shares;
		this.progress = progress;
		together = plan.slab();
	}

	/**
	 * Prepares to predict labels, of as many bits as the classes need.
	 *
	 * @param counts counts the voxels of each class
	 * @param shares receives the probabilities (X, Y, Z, class); null for none
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	static PredictedLabels<?> of(final Volume source, final Prediction plan, final List<SegmentationClass> classes,
		final ClassCounts counts, final RandomAccessibleInterval<FloatType> shares, final Progress progress)
	{
		final int largest = classes.stream().mapToInt(SegmentationClass::value).max().orElse(0);
		return new PredictedLabels(source, plan, classes, VoxelType.holding(largest).type(), counts, shares, progress);
	}

	/** Predicts all. */
	RandomAccessibleInterval<T> whole() {
		final RandomAccessibleInterval<T> labels = new PlanarImgFactory<>(type).create(source.size(Axis.X), source.size(Axis.Y), source.size(Axis.Z));
		final List<Interval> slabs = new ArrayList<>();
		for (long from = 0; from < source.size(Axis.Z); from += together)
			slabs.add(FinalInterval.createMinSize(0, 0, from, source.size(Axis.X), source.size(Axis.Y), Math.min(together, source.size(
				Axis.Z) - from)));
		counts.add(predict(slabs, labels, 0));
		return labels;
	}

	/**
	 * Predicts each slab when it is asked for. The slabs asked for last are kept: who asks in order, as all writers of files
	 * do, has each predicted once.
	 *
	 * @param mostBytes of slabs that are kept; one is in any case
	 */
	RandomAccessibleInterval<T> lazy(final long mostBytes) {
		final CellGrid grid = new CellGrid(new long[] { source.size(Axis.X), source.size(Axis.Y), source.size(Axis.Z) }, new int[] { (int) source.size(Axis.X), (int) source.size(Axis.Y),
			together });
		final long bytes = (long) together * source.size(Axis.X) * source.size(Axis.Y) * type.getBitsPerPixel() / Byte.SIZE;
		final long most = Math.max(1, mostBytes / bytes);
		final Map<Long, Cell<DataAccess>> slabs = new LinkedHashMap<>(16, 0.75f, true);
		return new LazyCellImg<T, DataAccess>(grid, type, number -> {
			synchronized (slabs) {
				final Cell<DataAccess> known = slabs.get(number);
				if (known != null) return known;
				// NB: but not the first slab, as imglib2 looks at the first voxel wherever it starts to move.
				if (slabs.size() >= most) slabs.keySet().stream().filter(one -> one != 0).findFirst().ifPresent(slabs::remove);
				final Cell<DataAccess> slab = cell(grid, number);
				slabs.put(number, slab);
				return slab;
			}
		});
	}

	private Cell<DataAccess> cell(final CellGrid grid, final long number) {
		final long[] min = new long[3];
		final int[] size = new int[3];
		grid.getCellDimensions(number, min, size);
		final ArrayImg<T, ?> slab = new ArrayImgFactory<>(type).create(size);
		fill(Views.translate(slab, min));
		return new Cell<>(size, min, (DataAccess) slab.update(null));
	}

	/** Predicts a slab. */
	private void fill(final RandomAccessibleInterval<T> slab) {
		final long[] voxels = predict(List.of(slab), slab, Math.min(source.size(Axis.Z) - slab.dimension(2), (long) counted.size() *
			together));
		if (counted.add(slab.min(2))) counts.add(voxels);
	}

	/**
	 * Predicts some slabs.
	 *
	 * @param before number of slices that have been predicted
	 * @return the number of voxels of each class
	 */
	private long[] predict(final List<Interval> slabs, final RandomAccessibleInterval<T> target, final long before) {
		if (before == 0) progress.stage("Segmenting " + source.name(), source.size(Axis.Z));
		final long[] voxels = new long[classes.size()];
		final long area = source.size(Axis.X) * source.size(Axis.Y);
		final long[] done = { before * area };
		plan.predict(slabs, (box, scores) -> {
			classify(scores, Views.interval(target, box), voxels);
			if (shares != null) share(scores, box);
			done[0] += Intervals.numElements(box);
			progress.advance(done[0] / area, "");
		});
		return voxels;
	}

	private void classify(final float[] scores, final RandomAccessibleInterval<T> target, final long[] voxels) {
		final Cursor<T> labels = Views.flatIterable(target).cursor();
		final int count = scores.length / classes.size();
		for (int i = 0; i < count; i++) {
			final int best = SlicePredictor.best(scores, i, count, classes.size());
			labels.next().setInteger(classes.get(best).value());
			voxels[best]++;
		}
	}

	private void share(final float[] scores, final Interval box) {
		Softmax.apply(scores, classes.size());
		for (int c = 0; c < classes.size(); c++) {
			final RandomAccessibleInterval<FloatType> target = Views.interval(Views.hyperSlice(shares, 3, c), box);
			LoopBuilder.setImages(Views.hyperSlice(ArrayImgs.floats(scores, box.dimension(0), box.dimension(1), box.dimension(2),
				classes.size()), 3, c), target).forEachPixel((from, to) -> to.set(from));
		}
	}
}
