// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import sc.fiji.cairn.sampling.Spread;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Lengths;

/** Distances of voxels, and which of them are worth a second look. */
public final class Spacings {

	/** Distances that differ by less are the same, rounded by another program. */
	private static final double ROUNDED = 1.01;

	/** Distances that are so many times those of most images are worth a second look. */
	private static final double FAR = 2;

	private Spacings() {
		// Only static methods.
	}

	/** Gets the distances along X, Y and Z in millimetres; 0 where they are not known. */
	public static double[] millimetres(final Geometry geometry) {
		final OptionalDouble unit = Lengths.millimetres(geometry.unit());
		final DoubleStream spacings = DoubleStream.of(geometry.spacingX(), geometry.spacingY(), geometry.spacingZ());
		return spacings.map(spacing -> isKnown(geometry) ? spacing * unit.getAsDouble() : 0).toArray();
	}

	/** Tells whether the distances are known. */
	public static boolean isKnown(final Geometry geometry) {
		return Lengths.millimetres(geometry.unit()).isPresent() && DoubleStream.of(geometry.spacingX(), geometry.spacingY(),
			geometry.spacingZ()).allMatch(spacing -> spacing > 0 && Double.isFinite(spacing));
	}

	/** Tells whether the distances of two images are known and not the same. */
	public static boolean differ(final Geometry a, final Geometry b) {
		return isKnown(a) && isKnown(b) && differ(millimetres(a), millimetres(b), ROUNDED);
	}

	/** Tells whether the distances of an image are known and far from the usual ones. */
	public static boolean isFar(final Geometry own, final double[] usual) {
		return isKnown(own) && differ(millimetres(own), usual, FAR);
	}

	private static boolean differ(final double[] a, final double[] b, final double times) {
		return IntStream.range(0, a.length).anyMatch(i -> Math.max(a[i], b[i]) > times * Math.min(a[i], b[i]));
	}

	/** Gets the median distances, in millimetres, of those that are known. */
	public static double[] usual(final Collection<Geometry> images) {
		final List<double[]> known = images.stream().filter(Spacings::isKnown).map(Spacings::millimetres).toList();
		return IntStream.range(0, 3).mapToDouble(axis -> known.isEmpty() ? 0 : Spread.of(known.stream().mapToDouble(
			one -> one[axis]).toArray()).median()).toArray();
	}

	/** Writes distances as {@code 0.5 x 0.5 x 2 mm}. */
	public static String text(final double[] millimetres) {
		return String.join(" x ", Arrays.stream(millimetres).mapToObj(length -> String.format(Locale.ROOT, "%.3g", length))
			.toList()) + " mm";
	}
}
