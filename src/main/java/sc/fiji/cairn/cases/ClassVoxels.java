package sc.fiji.cairn.cases;

import java.util.SplittableRandom;

/** Finds voxels of one class of a volume by their number, without a list of all of them. */
final class ClassVoxels {

	private final SliceStack stack;
	private final int of;
	/** How many there are up to each slice, itself included. */
	private final long[] counts;

	/**
	 * Counts the voxels of a class.
	 *
	 * @param of class, or {@link SliceStack#IGNORE} for all voxels whose class is known
	 */
	ClassVoxels(final SliceStack stack, final int of) {
		this.stack = stack;
		this.of = of;
		counts = new long[stack.depth()];
		for (int z = 0; z < counts.length; z++) {
			counts[z] = z == 0 ? 0 : counts[z - 1];
			for (final byte label : stack.labels(z))
				if (matches(label)) counts[z]++;
		}
	}

	private boolean matches(final byte label) {
		return of == SliceStack.IGNORE ? label != (byte) of : label == (byte) of;
	}

	/** Returns the number of voxels. */
	long count() {
		return counts[counts.length - 1];
	}

	/** Draws one, each as likely, and puts the window on it. */
	Patch draw(final SplittableRandom random, final PatchPlaces places) {
		final long number = random.nextLong(count());
		int z = 0;
		while (counts[z] <= number)
			z++;
		long left = number - (z == 0 ? 0 : counts[z - 1]);
		final byte[] labels = stack.labels(z);
		int i = 0;
		while (!matches(labels[i]) || left-- > 0)
			i++;
		return places.around(i % stack.width(), i / stack.width(), z);
	}
}
