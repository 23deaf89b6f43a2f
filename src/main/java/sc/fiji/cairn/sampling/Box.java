// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;

import sc.fiji.cairn.volume.Axis;

/**
 * A part of a volume: its first voxel, and how many voxels it has along X, Y and Z.
 */
public record Box(int x, int y, int z, int width, int height, int depth) {

	/** Returns the number of voxels. */
	public long voxels() {
		return (long) width * height * depth;
	}

	/**
	 * Cuts the box across an axis into two of about the same size.
	 *
	 * @param axis one of X, Y and Z, along which it has two voxels at least
	 */
	public List<Box> halves(final Axis axis) {
		return switch (axis) {
			case X -> List.of(new Box(x, y, z, width / 2, height, depth), new Box(x + width / 2, y, z, width - width / 2, height,
				depth));
			case Y -> List.of(new Box(x, y, z, width, height / 2, depth), new Box(x, y + height / 2, z, width, height - height /
				2, depth));
			case Z -> List.of(new Box(x, y, z, width, height, depth / 2), new Box(x, y, z + depth / 2, width, height, depth -
				depth / 2));
			default -> throw new IllegalArgumentException("A box has no axis " + axis + ".");
		};
	}
}
