// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.OptionalDouble;

import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Lengths;

/**
 * The voxel spacing of an image in the unit that scores use.
 *
 * @param spacing distance between voxel centres along X, Y and Z, in {@code unit}
 * @param unit {@code mm}, or the image's own unit if its length is not known
 */
record VoxelSize(double[] spacing, String unit) {

	/** Headers hold single precision at best, and some tools round to two digits. */
	private static final double TOLERANCE = 0.01;

	/** Converts to millimetres if the unit is a known one. */
	static VoxelSize of(final Geometry geometry) {
		final OptionalDouble factor = Lengths.millimetres(geometry.unit());
		final double f = factor.orElse(1);
		return new VoxelSize(new double[] { geometry.spacingX() * f, geometry.spacingY() * f, geometry.spacingZ() * f },
			factor.isPresent() ? "mm" : geometry.unit());
	}

	/** Whether all three are above 0. */
	boolean isUsable() {
		for (final double s : spacing) {
			if (!(s > 0 && s < Double.POSITIVE_INFINITY)) return false;
		}
		return true;
	}

	/** Whether two spacings are the same but for rounding in files. */
	boolean agreesWith(final VoxelSize other) {
		if (!unit.equals(other.unit)) return false;
		for (int d = 0; d < spacing.length; d++) {
			if (Math.abs(spacing[d] - other.spacing[d]) > TOLERANCE * spacing[d]) return false;
		}
		return true;
	}
}
