// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;

/**
 * Where the centre of the window can lie in a volume: on every slice, for a 2D network, which sees slices whole; for a 3D
 * network, wherever the window does not leave the volume. Places along an axis are counted from 0, a voxel of the window
 * apart.
 */
record Centres(Line x, Line y, Line z) {

	/**
	 * The places along an axis, in voxels of the window.
	 *
	 * @param count number of places
	 * @param first the first one, off the middle of the volume
	 * @param begin the first one, from the border of the volume
	 * @param extent length of the volume
	 */
	record Line(int count, int first, double begin, double extent) {

		/** The middle alone. */
		static final Line MIDDLE = new Line(1, 0, 0.5, 1);

		/**
		 * Finds the places along an axis.
		 *
		 * @param samples of the volume
		 * @param step samples of the volume for each voxel of the window
		 * @param window length of the window
		 */
		static Line of(final int samples, final double step, final int window) {
			final int extent = (int) Math.round(samples / step);
			if (extent < window) return new Line(1, 0, 0.5 * extent, extent);
			return new Line(extent - window + 1, Math.floorDiv(window - extent, 2), 0.5 * window, extent);
		}

		/** Returns where a place lies, as a share of the volume: for slice i of n it is (i + 1) / n. */
		double position(final int place) {
			return (begin + place + 0.5) / extent;
		}

		private int any(final SplittableRandom random) {
			// NB: the middle alone takes no random number, so that 2D is what it is without these axes.
			return count == 1 ? 0 : random.nextInt(count);
		}
	}

	/** Finds the places of a volume. */
	static Centres of(final PreparedVolume stack, final Preprocessing preprocessing) {
		final Line deep = Line.of(stack.depth(), preprocessing.stepZ(stack.spacingZ()), preprocessing.slices());
		if (preprocessing.isFlat()) return new Centres(Line.MIDDLE, Line.MIDDLE, deep);
		return new Centres(Line.of(stack.width(), preprocessing.step(stack.spacingX()), preprocessing.size()), Line.of(stack
			.height(), preprocessing.step(stack.spacingY()), preprocessing.height()), deep);
	}

	/** Draws a place anywhere across. */
	Draw draw(final int stack, final int deep, final int partition, final boolean view, final SplittableRandom random) {
		return new Draw(stack, x.any(random), y.any(random), deep, partition, view);
	}

	/** Draws a view of a place in one of some volumes, each place along Z of each volume as likely as any other. */
	static Draw anywhere(final List<Centres> volumes, final SplittableRandom random) {
		int deep = random.nextInt(volumes.stream().mapToInt(volume -> volume.z.count()).sum());
		int stack = 0;
		while (deep >= volumes.get(stack).z.count())
			deep -= volumes.get(stack++).z.count();
		return volumes.get(stack).draw(stack, deep, 0, true, random);
	}

	/** Gets the place of an image of a batch. */
	Place place(final PreparedVolume stack, final Draw draw) {
		return new Place(stack, x.first() + draw.x(), y.first() + draw.y(), z.first() + draw.z());
	}
}
