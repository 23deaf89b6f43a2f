// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import java.util.List;

import sc.fiji.cairn.volume.Geometry;

/**
 * The voxels of a phantom, numbered with X fastest. Coordinates have their origin in the middle.
 *
 * @param side voxels along X and along Y
 * @param slices number of slices
 */
record PhantomGrid(int side, int slices) {

	/** Width of the image, in mm. */
	private static final double WIDTH = 48;

	int count() {
		return side * side * slices;
	}

	/** Distance of pixels, in mm. */
	double pixel() {
		return WIDTH / side;
	}

	/** Distance of slices, in mm. */
	double slice() {
		return PhantomAnatomy.HEIGHT / slices;
	}

	/** Centre of a voxel, in mm. */
	double x(final int index) {
		return pixel() * (index % side - (side - 1) / 2.0);
	}

	/** Centre of a voxel, in mm. */
	double y(final int index) {
		return pixel() * (index / side % side - (side - 1) / 2.0);
	}

	/** Centre of a voxel, in mm. */
	double z(final int index) {
		return slice() * (index / (side * side) - (slices - 1) / 2.0);
	}

	/** Where a voxel's slice lies in the stack, between 0 and 1. */
	double position(final int index) {
		return (index / (side * side) + 0.5) / slices;
	}

	Geometry geometry() {
		final double x = -x(0);
		final double y = -y(0);
		// X runs to the patient's left, Y to the back, Z to the head.
		return new Geometry(pixel(), pixel(), slice(), "mm", List.of(-pixel(), 0.0, 0.0, x, 0.0, -pixel(), 0.0, y, 0.0, 0.0,
			slice(), z(0)));
	}
}
