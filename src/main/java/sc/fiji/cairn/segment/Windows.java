// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Windows that overlap by half, and the weights that their scores are averaged with: a Gaussian along each axis, whose
 * standard deviation is an eighth of the window (as nnU-Net does: Isensee et al., Nature Methods 18, 2021).
 *
 * @param axes X, Y, Z
 * @param sides lengths of the windows along them
 */
record Windows(List<GridAxis> axes, List<Integer> sides) {

	private static final double DEVIATION = 1.0 / 8;

	/** Plans windows of about some size. */
	static Windows of(final List<GridAxis> axes, final List<Integer> sides) {
		return new Windows(axes, IntStream.range(0, axes.size()).mapToObj(d -> side(axes.get(d), sides.get(d))).toList());
	}

	private static int side(final GridAxis axis, final int wanted) {
		final int multiple = axis.multiple();
		return Math.min(axis.size(), Math.max(multiple, (wanted + multiple - 1) / multiple * multiple));
	}

	/** Tells whether a smaller window is possible. */
	boolean canShrink() {
		return IntStream.range(0, sides.size()).anyMatch(d -> sides.get(d) > axes.get(d).multiple());
	}

	/** Plans windows half as long along their longest side that is no single unit of pooling. */
	Windows shrunk() {
		final int longest = IntStream.range(0, sides.size()).boxed().filter(d -> sides.get(d) > axes.get(d).multiple()).max((a,
			b) -> Integer.compare(sides.get(a), sides.get(b))).orElseThrow();
		return of(axes, IntStream.range(0, sides.size()).mapToObj(d -> d == longest ? sides.get(d) / 2 : sides.get(d))
			.toList());
	}

	/** Gets the windows along an axis that meet a span. */
	List<GridAxis.Span> along(final int axis, final GridAxis.Span needed) {
		return axes.get(axis).windows(sides.get(axis), needed);
	}

	/** Gets the weight of each sample of a window along an axis. */
	float[] weights(final int axis) {
		final int side = sides.get(axis);
		final float[] weights = new float[side];
		for (int i = 0; i < side; i++) {
			final double distance = (i + 0.5 - side / 2.0) / (DEVIATION * side);
			weights[i] = (float) Math.exp(-0.5 * distance * distance);
		}
		return weights;
	}

	@Override
	public String toString() {
		return sides.get(0) + " x " + sides.get(1) + " x " + sides.get(2);
	}
}
