package sc.fiji.cairn.cases;

import java.util.List;

import sc.fiji.cairn.volume.Geometry;

/**
 * The voxels of a phantom: 1 x 1 x 2 mm, numbered with X fastest. Coordinates have their origin in the middle.
 *
 * @param sizeX voxels along X
 * @param sizeY voxels along Y
 * @param sizeZ number of slices
 */
record PhantomGrid(int sizeX, int sizeY, int sizeZ) {

	private static final double SLICE_SPACING = 2;

	/** 48 x 48 x 20 voxels. */
	static PhantomGrid standard() {
		return new PhantomGrid(48, 48, (int) (PhantomAnatomy.HEIGHT / SLICE_SPACING));
	}

	int count() {
		return sizeX * sizeY * sizeZ;
	}

	/** Centre of a voxel, in mm. */
	double x(final int index) {
		return index % sizeX - (sizeX - 1) / 2.0;
	}

	/** Centre of a voxel, in mm. */
	double y(final int index) {
		return index / sizeX % sizeY - (sizeY - 1) / 2.0;
	}

	/** Centre of a voxel, in mm. */
	double z(final int index) {
		return SLICE_SPACING * (index / (sizeX * sizeY) - (sizeZ - 1) / 2.0);
	}

	/** Where a voxel's slice lies in the stack, between 0 and 1. */
	double position(final int index) {
		return (index / (sizeX * sizeY) + 0.5) / sizeZ;
	}

	Geometry geometry() {
		final double x = -x(0);
		final double y = -y(0);
		// X runs to the patient's left, Y to the back, Z to the head.
		return new Geometry(1, 1, SLICE_SPACING, "mm", List.of(-1.0, 0.0, 0.0, x, 0.0, -1.0, 0.0, y, 0.0, 0.0,
			SLICE_SPACING, z(0)));
	}
}
