// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The vertical axis of a chart.
 *
 * @param min value at the bottom
 * @param max value at the top
 * @param logarithmic whether equal distances are equal ratios; both ends are then above 0
 */
public record Scale(double min, double max, boolean logarithmic) {

	private static final double HEADROOM = 0.04;

	/** Rare spikes must not squeeze the rest. */
	private static final double HIGHEST = 0.998;

	/** With fewer decades than this, 2 and 5 are written, too. */
	private static final int FEW_DECADES = 2;

	/** Shares from nothing to all. */
	public static final Scale SHARES = new Scale(0, 1, false);

	/**
	 * Makes a scale for values.
	 *
	 * @param values in any order; what cannot be drawn does not count
	 */
	public static Scale of(final double[] values, final boolean logarithmic) {
		final double[] sorted = IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(Double::isFinite).filter(
			value -> !logarithmic || value > 0).sorted().toArray();
		if (logarithmic) return sorted.length == 0 ? new Scale(0.1, 1, true) : ratios(sorted[0], high(sorted));
		final double low = sorted.length == 0 ? 0 : sorted[0];
		final double high = sorted.length == 0 ? 1 : high(sorted);
		final double range = high > low ? high - low : 1;
		return new Scale(low >= 0 ? Math.max(0, low - HEADROOM * range) : low - HEADROOM * range, high + HEADROOM * range,
			false);
	}

	private static double high(final double[] sorted) {
		return sorted[(int) Math.ceil(HIGHEST * (sorted.length - 1))];
	}

	private static Scale ratios(final double low, final double high) {
		final double room = Math.pow(high > low ? high / low : 10, HEADROOM);
		return new Scale(low / room, (high > low ? high : 10 * low) * room, true);
	}

	/** Returns where a value lies: 0 at the bottom, 1 at the top. */
	double position(final double value) {
		return logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
	}

	/** Tells whether a value can be drawn. */
	boolean holds(final double value) {
		return Double.isFinite(value) && (!logarithmic || value > 0);
	}

	/** Gets round numbers to write at the axis, about as many. */
	List<BigDecimal> ticks(final int count) {
		if (!logarithmic) return Ticks.between(min, max, count);
		final List<BigDecimal> ticks = decades(Math.log10(max / min) < FEW_DECADES ? List.of(1, 2, 5) : List.of(1));
		return ticks.size() < 2 ? Ticks.between(min, max, count) : ticks;
	}

	private List<BigDecimal> decades(final List<Integer> digits) {
		return IntStream.rangeClosed((int) Math.floor(Math.log10(min)), (int) Math.ceil(Math.log10(max))).boxed().flatMap(
			power -> digits.stream().map(digit -> BigDecimal.valueOf(digit).scaleByPowerOfTen(power))).flatMap(tick -> tick
				.doubleValue() >= min && tick.doubleValue() <= max ? Stream.of(tick) : Stream.empty()).toList();
	}
}
