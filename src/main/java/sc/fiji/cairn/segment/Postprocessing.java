// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;
import sc.fiji.cairn.volume.VoxelType;

/** Does to a label image what {@link PostprocessingOptions} says. */
final class Postprocessing {

	/** A voxel's component and label take this many bytes, twice the label if components are numbered. */
	private static final int BYTES = Integer.BYTES + 2 * Integer.BYTES;

	/** This part of the Java heap may be taken. */
	private static final double HEAP_SHARE = 0.7;

	private static final int OPEN = -1;
	private static final int MIXED = 0;

	private final PostprocessingOptions options;
	private final ClassCounts counts;
	private final Progress progress;

	/**
	 * @param counts of the classes; renewed where they change
	 * @param progress asked between the parts of the work whether to stop
	 */
	Postprocessing(final PostprocessingOptions options, final ClassCounts counts, final Progress progress) {
		this.options = options;
		this.counts = counts;
		this.progress = progress;
	}

	/**
	 * Makes sure, before the image is segmented, that there will be room.
	 *
	 * @throws CairnException if there is not
	 */
	static void requireRoom(final String name, final long voxels) {
		final double room = HEAP_SHARE * Runtime.getRuntime().maxMemory();
		if (voxels <= Integer.MAX_VALUE - 8 && (double) voxels * BYTES <= room) return;
		throw new CairnException("The components of " + name + " cannot be found within the memory, because it has " + voxels +
			" voxels; do without largest, minimum, holes and instances, crop the image, or give Java more memory.");
	}

	/**
	 * Cleans an image.
	 *
	 * @param labels (X, Y, Z), values of the classes, which change
	 * @return the same image; another one, with as many bits as needed, if its components have been numbered
	 */
	<T extends IntegerType<T>> RandomAccessibleInterval<? extends RealType<?>> clean(final RandomAccessibleInterval<T> labels) {
		if (options.largest() || options.minimum() > 0) removeParts(labels);
		if (options.holes()) fillHoles(labels);
		if (!options.isNothing()) counts.recount(labels);
		return options.instances() ? number(labels) : labels;
	}

	private <T extends IntegerType<T>> ConnectedComponents components(final RandomAccessibleInterval<T> labels) {
		return Waiting.call(() -> ConnectedComponents.of(labels, Connectivity.FACES), progress);
	}

	private <T extends IntegerType<T>> void removeParts(final RandomAccessibleInterval<T> labels) {
		final ConnectedComponents parts = components(labels);
		final boolean[] kept = new boolean[parts.count() + 1];
		for (int part = 1; part < kept.length; part++)
			kept[part] = isLargeEnough(parts.size(part)) && (!options.largest() || parts.isLargest(part));
		LoopBuilder.setImages(labels, parts.image()).forEachPixel((label, part) -> {
			if (!kept[part.get()]) label.setZero();
		});
	}

	private boolean isLargeEnough(final int voxels) {
		// NB: so that an object of just the smallest volume is kept whatever the rounding.
		return voxels * counts.voxel() >= options.minimum() * (1 - 1e-9);
	}

	/** As {@code scipy.ndimage.binary_fill_holes}, but without holes that more than one class surrounds. */
	private <T extends IntegerType<T>> void fillHoles(final RandomAccessibleInterval<T> labels) {
		final ConnectedComponents gaps = components(Converters.convert(labels, (label, gap) -> gap.set(label.getInteger() == 0 ? 1
			: 0), new UnsignedByteType()));
		final int[] owners = new int[gaps.count() + 1];
		Arrays.fill(owners, OPEN);
		// A single slice has no border along Z.
		for (int d = 0; d < (labels.dimension(2) == 1 ? 2 : 3); d++)
			findOwners(labels, gaps.image(), d, owners);
		LoopBuilder.setImages(labels, gaps.image()).forEachPixel((label, gap) -> {
			if (gap.get() != 0 && owners[gap.get()] > 0) label.setInteger(owners[gap.get()]);
		});
	}

	/**
	 * Finds what gaps touch along an axis.
	 *
	 * @param owners for each gap the only class that it touches so far; {@link #MIXED} if there are others, or the border of
	 *          the image
	 */
	private static <T extends IntegerType<T>> void findOwners(final RandomAccessibleInterval<T> labels,
		final RandomAccessibleInterval<IntType> gaps, final int d, final int[] owners)
	{
		for (final long end : new long[] { 0, labels.dimension(d) - 1 })
			Views.hyperSlice(gaps, d, end).forEach(gap -> owners[gap.get()] = MIXED);
		final long[] max = labels.maxAsLongArray();
		max[d]--;
		final Interval before = new FinalInterval(labels.minAsLongArray(), max);
		final Interval after = Intervals.translate(before, 1, d);
		LoopBuilder.setImages(Views.interval(labels, before), Views.interval(labels, after), Views.interval(gaps, before), Views
			.interval(gaps, after)).forEachPixel((label, next, gap, nextGap) -> {
				if (gap.get() != 0) owners[gap.get()] = join(next.getInteger(), owners[gap.get()]);
				if (nextGap.get() != 0) owners[nextGap.get()] = join(label.getInteger(), owners[nextGap.get()]);
			});
	}

	private static int join(final int label, final int owner) {
		if (label == 0 || label == owner) return owner;
		return owner == OPEN ? label : MIXED;
	}

	private <T extends IntegerType<T>> RandomAccessibleInterval<? extends RealType<?>> number(
		final RandomAccessibleInterval<T> labels)
	{
		final ConnectedComponents parts = components(labels);
		for (int part = 1; part <= parts.count(); part++)
			counts.addObject(parts.label(part));
		final RandomAccessibleInterval<? extends RealType<?>> numbered = VoxelType.holding(parts.count()).zeros(labels
			.dimensionsAsLongArray());
		RealTypeConverters.copyFromTo(parts.image(), numbered);
		return numbered;
	}
}
