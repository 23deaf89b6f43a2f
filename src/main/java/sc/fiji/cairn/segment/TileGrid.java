package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an axis into tiles that overlap by all that the network can see, so that the scores in their cores are those of
 * the uncut image.
 *
 * @param extent number of pixels, a multiple of {@code multiple}
 * @param core largest number of pixels that a tile is responsible for
 * @param reach how far the network sees, in pixels
 * @param multiple tiles begin and end at multiples of it, where the network's pooling has its borders
 */
record TileGrid(int extent, int core, int reach, int multiple) {

	/**
	 * One tile along one axis.
	 *
	 * @param from first pixel of the core
	 * @param to pixel after the core
	 * @param start first pixel of the input
	 * @param end pixel after the input
	 */
	record Span(int from, int to, int start, int end) {

		int length() {
			return end - start;
		}
	}

	/** Gets the tiles, in order; one with the whole axis if it is not longer than a core. */
	List<Span> spans() {
		if (extent <= core) return List.of(new Span(0, extent, 0, extent));
		final int step = Math.max(multiple, core / multiple * multiple);
		final int margin = (reach + multiple - 1) / multiple * multiple;
		final List<Span> spans = new ArrayList<>();
		for (int from = 0; from < extent; from += step) {
			final int to = Math.min(extent, from + step);
			spans.add(new Span(from, to, Math.max(0, from - margin), Math.min(extent, to + margin)));
		}
		return spans;
	}
}
