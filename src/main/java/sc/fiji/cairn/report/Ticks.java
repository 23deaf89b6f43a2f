// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Finds round numbers to write at an axis: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {

	private Ticks() {
		// Only static methods.
	}

	/** Returns up to about {@code count} numbers from {@code min} to {@code max}. */
	static List<BigDecimal> between(final double min, final double max, final int count) {
		final double rough = (max - min) / count;
		final BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(rough)));
		BigDecimal step = power.multiply(BigDecimal.TEN);
		for (final int factor : new int[] { 5, 2, 1 }) {
			final BigDecimal smaller = power.multiply(BigDecimal.valueOf(factor));
			if (smaller.doubleValue() >= rough) step = smaller;
		}
		final List<BigDecimal> ticks = new ArrayList<>();
		for (long i = (long) Math.ceil(min / step.doubleValue()); i * step.doubleValue() <= max; i++)
			ticks.add(step.multiply(BigDecimal.valueOf(i)).round(MathContext.DECIMAL32));
		return ticks;
	}
}
