// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.util.Locale;

import sc.fiji.cairn.volume.Lengths;

/** Units of length by the names that OME-Zarr gives them, those of UDUNITS-2, and by ImageJ's. */
final class Units {

	private Units() {}

	/** Gets ImageJ's name of a unit of length. */
	static String fromZarr(final String unit) {
		return switch (unit.toLowerCase(Locale.ROOT)) {
			case "" -> "pixel";
			case "nanometer" -> "nm";
			case "micrometer" -> "micron";
			case "millimeter" -> "mm";
			case "centimeter" -> "cm";
			case "meter" -> "m";
			default -> unit;
		};
	}

	/** Gets the name of a unit of length in OME-Zarr; empty if it is none. */
	static String toZarr(final String unit) {
		if (Lengths.millimetres(unit).isEmpty()) return "";
		final double millimetres = Lengths.millimetres(unit).getAsDouble();
		if (millimetres == 1e-6) return "nanometer";
		if (millimetres == 1e-3) return "micrometer";
		if (millimetres == 1) return "millimeter";
		if (millimetres == 10) return "centimeter";
		return millimetres == 1000 ? "meter" : "inch";
	}
}
