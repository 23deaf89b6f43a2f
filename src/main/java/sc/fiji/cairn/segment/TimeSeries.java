// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/** Segments the time points of an image one by one; the result is a time series, too. */
public final class TimeSeries {

	private TimeSeries() {}

	/**
	 * Segments an image.
	 *
	 * @param image with or without a time axis
	 * @param probabilities whether to give the probabilities of the classes, too
	 * @param after what to do to the labels then; objects are numbered anew in each time point
	 * @return label image (X, Y, Z, time), without time if the image has no such axis; probabilities have channels before
	 *         time
	 * @throws sc.fiji.cairn.CairnException as {@link Segmenter#segment}
	 */
	public static Segmentation segment(final Segmenter segmenter, final Volume image, final boolean probabilities,
		final PostprocessingOptions after)
	{
		if (!image.axes().contains(Axis.TIME)) return segmenter.segment(image, probabilities, after);
		final boolean streamed = segmenter.streams(image, after);
		final List<Segmentation> frames = new ArrayList<>();
		for (long frame = 0; frame < image.size(Axis.TIME); frame++)
			frames.add(segmenter.segment(image.at(Axis.TIME, frame), probabilities, after, streamed));
		final Optional<Volume> shares = probabilities ? Optional.of(join(frames.stream().map(one -> one.probabilities()
			.orElseThrow()).toList())) : Optional.empty();
		return new Segmentation(join(frames.stream().map(Segmentation::labels).toList()), frames.stream().mapToInt(
			Segmentation::largest).max().orElseThrow(), shares, frames.stream().flatMap(one -> one.counts().stream()).toList(),
			streamed);
	}

	/** Puts volumes of one shape one after the other. */
	private static Volume join(final List<Volume> frames) {
		final Volume first = frames.get(0);
		final List<Axis> axes = new ArrayList<>(first.axes());
		axes.add(Axis.TIME);
		return new Volume(first.name(), axes, stack(frames), first.geometry(), first.header());
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<T> stack(final List<Volume> frames) {
		return Views.stack(frames.stream().map(frame -> (RandomAccessibleInterval<T>) frame.data()).toList());
	}
}
