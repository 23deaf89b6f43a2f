// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;

/**
 * The place of a voxel grid in the world.
 *
 * @param spacingX distance between voxel centres along X, in {@code unit}
 * @param spacingY the same along Y
 * @param spacingZ the same along Z; 1 for a 2D image
 * @param unit unit of length as ImageJ spells it: {@code mm}, {@code micron}, {@code pixel}, ...
 * @param affine the upper three rows, row by row, of the matrix that maps a voxel index (x, y, z, 1) to world
 *          coordinates as NIfTI defines them (right, anterior, superior), 12 numbers; empty if the orientation is not
 *          known
 */
public record Geometry(double spacingX, double spacingY, double spacingZ, String unit, List<Double> affine) {

	public Geometry {
		affine = List.copyOf(affine);
		if (!affine.isEmpty() && affine.size() != 12) throw new IllegalArgumentException(
			"an affine has 12 numbers, not " + affine.size());
	}

	/** A grid of which nothing is known: spacing 1 pixel. */
	public static Geometry unknown() {
		return new Geometry(1, 1, 1, "pixel", List.of());
	}
}
