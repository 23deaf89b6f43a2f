// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.sampling.Window;

/**
 * One axis of an image, and of the grid on which a network sees it: as long as the image, resampled, or as the training
 * window, whichever is longer, with the image in its middle and mirrored beyond its borders.
 *
 * @param extent samples of the image
 * @param step samples of the image per sample of the grid
 * @param size samples of the grid, a multiple of {@code multiple}
 * @param multiple windows begin and end at multiples of it, where the network's pooling has its borders
 * @param reach how far the network sees, in samples of the grid
 */
record GridAxis(int extent, double step, int size, int multiple, int reach) {

	/** Samples of the grid from {@code start} to before {@code end}. */
	record Span(int start, int end) {

		int length() {
			return end - start;
		}
	}

	/** Plans an axis; see {@link #size(int, double, int, int)} for what has to be checked before. */
	static GridAxis of(final int extent, final double step, final int window, final int multiple, final int reach) {
		return new GridAxis(extent, step, Math.toIntExact(size(extent, step, window, multiple)), multiple, reach);
	}

	/**
	 * Returns the number of samples that the grid needs, which an image with a mistaken unit makes huge.
	 *
	 * @param window samples of the training window, so that borders lie where they lay in training
	 */
	static long size(final int extent, final double step, final int window, final int multiple) {
		final long needed = Math.max(window, (long) Math.ceil(extent / step));
		return (needed + multiple - 1) / multiple * multiple;
	}

	/** Finds the samples of the grid that the scores of some samples of the image are interpolated from. */
	Span needed(final int from, final int count) {
		return new Span((int) place(from), (int) Math.ceil(place(from + count - 1)) + 1);
	}

	/** Widens a span by all that the network sees, as far as the grid goes. */
	Span seen(final Span needed) {
		final int start = Math.floorDiv(needed.start - reach, multiple) * multiple;
		final int end = (needed.end + reach + multiple - 1) / multiple * multiple;
		return new Span(Math.max(0, start), Math.min(size, end));
	}

	/** Tells whether a span is long enough that halving it saves more than the overlap costs. */
	boolean divides(final Span needed) {
		return needed.length() > Math.max(multiple, 2 * reach);
	}

	/**
	 * Finds the windows of one length, half of which overlaps the next, that meet a span. Where they lie depends on the axis
	 * alone, the last one ending with it.
	 *
	 * @param length a multiple of {@code multiple}, at most {@code size}
	 */
	List<Span> windows(final int length, final Span needed) {
		final int stride = Math.max(multiple, length / 2 / multiple * multiple);
		final List<Span> windows = new ArrayList<>();
		for (int start = 0;; start += stride) {
			final int first = Math.min(start, size - length);
			if (first < needed.end && first + length > needed.start) windows.add(new Span(first, first + length));
			if (first == size - length) return windows;
		}
	}

	/**
	 * Gets what the samples of a span are made of: interpolated linearly between samples of the image, and, where they stand
	 * for several of these, the mean of as many places, as in training.
	 */
	InterpolationWeights in(final Span span) {
		final int places = Window.span(step);
		final int each = 2 * places;
		final int[] at = new int[each * span.length()];
		final float[] weights = new float[at.length];
		for (int i = 0; i < at.length; i += 2) {
			final double place = grid().at(span.start + i / each) + i % each / 2 - 0.5 * (places - 1);
			final int before = (int) Math.floor(place);
			final float share = (float) (place - before);
			at[i] = Window.mirror(before, extent);
			at[i + 1] = share == 0 ? at[i] : Window.mirror(before + 1, extent);
			weights[i] = (1 - share) / places;
			weights[i + 1] = share / places;
		}
		final int first = IntStream.of(at).min().orElseThrow();
		final int last = IntStream.of(at).max().orElseThrow();
		return new InterpolationWeights(first, last - first + 1, each, IntStream.of(at).map(index -> index - first).toArray(), weights);
	}

	/** Gets where in a span samples of the image lie; the span is one that they {@linkplain #needed need}, or a longer one. */
	InterpolationWeights out(final int from, final int count, final Span span) {
		final int[] at = new int[2 * count];
		final float[] weights = new float[at.length];
		for (int i = 0; i < count; i++) {
			final double place = place(from + i);
			final float share = (float) (place - (int) place);
			at[2 * i] = (int) place - span.start;
			at[2 * i + 1] = share == 0 ? at[2 * i] : at[2 * i] + 1;
			weights[2 * i] = 1 - share;
			weights[2 * i + 1] = share;
		}
		return new InterpolationWeights(0, span.length(), 2, at, weights);
	}

	private Window.Grid grid() {
		return Window.Grid.centred(extent, step, size);
	}

	private double place(final int i) {
		return Math.min(size - 1.0, Math.max(0, grid().inverse(i)));
	}
}
