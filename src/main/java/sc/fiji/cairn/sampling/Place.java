// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

/**
 * A place in a volume to look at: by how much the centre of the window is moved off the middle of the volume, in voxels of
 * the window. The window of a 2D network is one slice deep.
 */
public record Place(PreparedVolume stack, double x, double y, double z) {

	/** Looks at the middle of a volume. */
	public static Place middle(final PreparedVolume stack) {
		return new Place(stack, 0, 0, 0);
	}

	/** Looks at the middle of a slice, counted from 0, as it is. */
	public static Place slice(final PreparedVolume stack, final int z) {
		return new Place(stack, 0, 0, z - stack.depth() / 2);
	}

	/** Moves the centre of the window, by voxels of the window. */
	public Place moved(final double dx, final double dy, final double dz) {
		return new Place(stack, x + dx, y + dy, z + dz);
	}
}
