// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers as people do: without an exponent, and without zeros at the end. */
public final class Decimals {

	private Decimals() {}

	/**
	 * Writes a number.
	 *
	 * @param digits how many of them count
	 */
	public static String text(final double number, final int digits) {
		return Double.isFinite(number) ? new BigDecimal(number).round(new MathContext(digits)).stripTrailingZeros()
			.toPlainString() : Double.toString(number);
	}
}
