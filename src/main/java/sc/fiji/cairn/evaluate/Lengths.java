package sc.fiji.cairn.evaluate;

import java.util.Locale;
import java.util.OptionalDouble;

import sc.fiji.cairn.volume.Geometry;

/**
 * The voxel spacing of an image in the unit that scores use.
 *
 * @param spacing distance between voxel centres along X, Y and Z, in {@code unit}
 * @param unit {@code mm}, or the image's own unit if its length is not known
 */
record Lengths(double[] spacing, String unit) {

	/** Converts to millimetres if the unit is a known one. */
	static Lengths of(final Geometry geometry) {
		final OptionalDouble factor = millimetres(geometry.unit());
		final double f = factor.orElse(1);
		return new Lengths(new double[] { geometry.spacingX() * f, geometry.spacingY() * f, geometry.spacingZ() * f },
			factor.isPresent() ? "mm" : geometry.unit());
	}

	private static OptionalDouble millimetres(final String unit) {
		return switch (unit.trim().toLowerCase(Locale.ROOT)) {
			case "nm", "nanometer", "nanometers", "nanometre" -> OptionalDouble.of(1e-6);
			case "um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometers", "micrometre" ->
				OptionalDouble.of(1e-3);
			case "mm", "millimeter", "millimeters", "millimetre" -> OptionalDouble.of(1);
			case "cm", "centimeter", "centimeters", "centimetre" -> OptionalDouble.of(10);
			case "m", "meter", "meters", "metre" -> OptionalDouble.of(1000);
			case "inch", "inches", "in" -> OptionalDouble.of(25.4);
			default -> OptionalDouble.empty();
		};
	}

	boolean isUsable() {
		for (final double s : spacing) {
			if (!(s > 0 && s < Double.POSITIVE_INFINITY)) return false;
		}
		return true;
	}

	/** Whether two spacings are the same but for rounding in files. */
	boolean agreesWith(final Lengths other) {
		if (!unit.equals(other.unit)) return false;
		for (int d = 0; d < spacing.length; d++) {
			if (Math.abs(spacing[d] - other.spacing[d]) > 0.01 * spacing[d]) return false;
		}
		return true;
	}
}
