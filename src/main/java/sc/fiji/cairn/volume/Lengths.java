// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.Locale;
import java.util.OptionalDouble;

/** Units of length by the names that ImageJ, NIfTI and users give them. */
public final class Lengths {

	private Lengths() {}

	/**
	 * Gets the number of millimetres in a unit.
	 *
	 * @param unit such as {@code mm}, {@code micron}, {@code µm}, {@code um}, {@code nm}
	 * @return empty if the unit is no length, such as {@code pixel}
	 */
	public static OptionalDouble millimetres(final String unit) {
		return switch (unit.trim().toLowerCase(Locale.ROOT)) {
			case "nm", "nanometer", "nanometre", "nanometers", "nanometres" -> OptionalDouble.of(1e-6);
			// Two characters look like a Greek mu: the micro sign and the letter.
			case "um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometre", "micrometers", "micrometres" ->
				OptionalDouble.of(1e-3);
			case "mm", "millimeter", "millimetre", "millimeters", "millimetres" -> OptionalDouble.of(1);
			case "cm", "centimeter", "centimetre", "centimeters", "centimetres" -> OptionalDouble.of(10);
			case "m", "meter", "metre", "meters", "metres" -> OptionalDouble.of(1000);
			case "inch", "inches" -> OptionalDouble.of(25.4);
			default -> OptionalDouble.empty();
		};
	}

	/** Gets how many of one unit another is; 1 if either is no length. */
	public static double factor(final String from, final String to) {
		if (from.equals(to) || millimetres(from).isEmpty() || millimetres(to).isEmpty()) return 1;
		return millimetres(from).getAsDouble() / millimetres(to).getAsDouble();
	}
}
