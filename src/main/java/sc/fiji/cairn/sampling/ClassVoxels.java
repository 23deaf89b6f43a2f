// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.SplittableRandom;

/** Draws a voxel of one class of a volume, each as likely, and puts the window on it; without a list of all of them. */
final class ClassVoxels implements PlaceSource {

	private final PreparedVolume stack;
	private final WindowRoom room;
	private final int of;
	/** How many there are up to each slice, itself included. */
	private final long[] counts;

	/**
	 * Counts the voxels of a class.
	 *
	 * @param of class, or {@link PreparedVolume#IGNORE} for all voxels whose class is known
	 */
	ClassVoxels(final WindowRoom room, final int of) {
		this.room = room;
		this.of = of;
		stack = room.stack();
		counts = new long[stack.depth()];
		for (int z = 0; z < counts.length; z++) {
			counts[z] = z == 0 ? 0 : counts[z - 1];
			for (final byte label : stack.labels(z))
				if (matches(label)) counts[z]++;
		}
	}

	private boolean matches(final byte label) {
		return of == PreparedVolume.IGNORE ? label != (byte) of : label == (byte) of;
	}

	@Override
	public Place draw(final SplittableRandom random) {
		final long number = random.nextLong(counts[counts.length - 1]);
		int z = 0;
		while (counts[z] <= number)
			z++;
		long left = number - (z == 0 ? 0 : counts[z - 1]);
		final byte[] labels = stack.labels(z);
		int i = 0;
		while (!matches(labels[i]) || left-- > 0)
			i++;
		return room.around(i % stack.width(), i / stack.width(), z);
	}
}
