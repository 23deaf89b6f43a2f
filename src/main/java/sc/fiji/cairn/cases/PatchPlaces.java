package sc.fiji.cairn.cases;

import java.util.SplittableRandom;

/** Where in a volume the window of a 3D network can lie; a volume that fits into the window is seen in its middle. */
record PatchPlaces(SliceStack stack, Preparation preparation) {

	/** Draws any place. */
	Patch anywhere(final SplittableRandom random) {
		return new Patch(stack, Seeds.symmetric(random) * room(across(), preparation.size()), Seeds.symmetric(random) * room(down(),
			preparation.height()), Seeds.symmetric(random) * room(deep(), preparation.depth()));
	}

	/** Puts the centre of the window on a voxel, or as near to it as the window does not leave the volume. */
	Patch around(final int x, final int y, final int z) {
		return new Patch(stack, offset(x, stack.width(), across(), preparation.size()), offset(y, stack.height(), down(),
			preparation.height()), offset(z, stack.depth(), deep(), preparation.depth()));
	}

	private double across() {
		return stack.width() / preparation.step(stack.spacingX());
	}

	private double down() {
		return stack.height() / preparation.step(stack.spacingY());
	}

	private double deep() {
		return stack.depth() / preparation.stepZ(stack.spacingZ());
	}

	/** How far, in voxels of the window, it can move either way before it leaves the volume. */
	private static double room(final double extent, final int size) {
		return Math.max(0, extent - size) / 2;
	}

	private static double offset(final int voxel, final int voxels, final double extent, final int size) {
		final double room = room(extent, size);
		if (room == 0) return 0;
		return Math.max(-room, Math.min(room, (voxel - 0.5 * (voxels - 1)) * extent / voxels));
	}
}
