// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Volume;

/**
 * The labels of a volume, each part of which is predicted when it is asked for first: for viewers, and for those who work
 * on parts of large volumes. For use by several threads, in any order, until the segmenter is closed.
 *
 * @param volume the labels (X, Y, Z) with their place in the world, predicted as they are read
 */
public record LazyLabels(Volume volume) {

	/**
	 * Fills an interval of the volume's voxels with their labels.
	 *
	 * @param target (X, Y, Z); its bounds say which voxels
	 * @throws CairnException if some lie beyond the borders of the volume, or the engine fails
	 */
	public void fill(final RandomAccessibleInterval<? extends RealType<?>> target) {
		final Interval whole = volume.data();
		if (target.numDimensions() != whole.numDimensions() || !Intervals.contains(whole, target)) throw new CairnException(
			"The interval " + Intervals.toString(target) + " is not within the image " + volume.name() + ", " + Intervals
				.toString(whole) + "; ask for a part of it.");
		RealTypeConverters.copyFromTo(Views.interval(volume.data(), target), target);
	}
}
