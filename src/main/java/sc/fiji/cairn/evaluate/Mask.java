// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

/**
 * The voxels of one class inside a box.
 *
 * @param sizeX voxels along X
 * @param sizeY voxels along Y
 * @param planes one array per slice, X fastest
 */
record Mask(int sizeX, int sizeY, boolean[][] planes) {

	int sizeZ() {
		return planes.length;
	}

	int count() {
		int count = 0;
		for (final boolean[] plane : planes) {
			for (final boolean inside : plane) {
				if (inside) count++;
			}
		}
		return count;
	}

	/**
	 * Finds the voxels that have a neighbour outside the mask: the mask minus its erosion by the 6-neighbourhood, where
	 * all beyond the box counts as outside.
	 *
	 * @param flatX whether the image has one voxel along X, so that it has no neighbours there
	 * @param flatY the same for Y
	 * @param flatZ the same for Z
	 */
	Mask surface(final boolean flatX, final boolean flatY, final boolean flatZ) {
		final boolean[][] surface = new boolean[sizeZ()][sizeX * sizeY];
		for (int z = 0; z < sizeZ(); z++) {
			for (int y = 0; y < sizeY; y++) {
				for (int x = 0; x < sizeX; x++) {
					if (!holds(x, y, z)) continue;
					final boolean inner = (flatX || holds(x - 1, y, z) && holds(x + 1, y, z)) &&
						(flatY || holds(x, y - 1, z) && holds(x, y + 1, z)) &&
						(flatZ || holds(x, y, z - 1) && holds(x, y, z + 1));
					surface[z][y * sizeX + x] = !inner;
				}
			}
		}
		return new Mask(sizeX, sizeY, surface);
	}

	private boolean holds(final int x, final int y, final int z) {
		return x >= 0 && x < sizeX && y >= 0 && y < sizeY && z >= 0 && z < sizeZ() && planes[z][y * sizeX + x];
	}
}
