// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.SplittableRandom;

/** Where in a volume a window can lie; a volume that fits into the window is seen in its middle. */
public record WindowRoom(PreparedVolume stack, Preprocessing preprocessing) implements PlaceSource {

	/** Draws any place. */
	@Override
	public Place draw(final SplittableRandom random) {
		return new Place(stack, Seeds.symmetric(random) * across(), Seeds.symmetric(random) * down(), Seeds.symmetric(
			random) * deep());
	}

	/** Puts the centre of the window on a voxel, or as near to it as the window does not leave the volume. */
	Place around(final int x, final int y, final int z) {
		return new Place(stack, offset(x, stack.width(), preprocessing.step(stack.spacingX()), across()), offset(y, stack
			.height(), preprocessing.step(stack.spacingY()), down()), offset(z, stack.depth(), preprocessing.stepZ(stack.spacingZ()),
				deep()));
	}

	/** Returns how far, in voxels of the window, it can move either way along X before it leaves the volume. */
	public double across() {
		return room(stack.width() / preprocessing.step(stack.spacingX()), preprocessing.size());
	}

	/** Returns the same along Y. */
	public double down() {
		return room(stack.height() / preprocessing.step(stack.spacingY()), preprocessing.height());
	}

	private double deep() {
		return room(stack.depth() / preprocessing.stepZ(stack.spacingZ()), preprocessing.slices());
	}

	private static double room(final double extent, final int size) {
		return Math.max(0, extent - size) / 2;
	}

	private static double offset(final int voxel, final int voxels, final double step, final double room) {
		if (room == 0) return 0;
		return Math.max(-room, Math.min(room, (voxel - 0.5 * (voxels - 1)) * (voxels / step) / voxels));
	}
}
