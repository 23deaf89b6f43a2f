// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.volume.TestVolumes;

/** Makes small stacks of slices in memory. */
public final class Stacks {

	private Stacks() {}

	/** Makes a stack of square pixels from its intensities, which stay as they are. */
	public static PreparedVolume of(final String name, final int width, final int height, final int depth,
		final double spacing, final TestVolumes.Voxel voxel)
	{
		final float[][] slices = new float[depth][width * height];
		for (int z = 0; z < depth; z++)
			for (int i = 0; i < width * height; i++)
				slices[z][i] = (float) voxel.at(i % width, i / width, z);
		return new PreparedVolume(name, width, height, spacing, spacing, slices, null);
	}

	/** Makes a stack of slices at some distance. */
	public static PreparedVolume of(final String name, final int width, final int height, final double spacingX,
		final double spacingY, final double spacingZ, final float[][] slices, final byte[][] labels)
	{
		return new PreparedVolume(name, spacingX, spacingY, spacingZ, new PreparedImage<>(Numbers.FLOATS, width, height,
			slices[0].length / (width * height), slices), labels == null ? null : new PreparedImage<>(Numbers.BYTES, width, height, 1,
				labels), List.of());
	}

	/** Gives a stack classes. */
	public static PreparedVolume labelled(final PreparedVolume stack, final TestVolumes.Voxel voxel) {
		final byte[][] classes = new byte[stack.depth()][stack.width() * stack.height()];
		for (int z = 0; z < stack.depth(); z++)
			for (int i = 0; i < classes[z].length; i++)
				classes[z][i] = (byte) (int) voxel.at(i % stack.width(), i / stack.width(), z);
		return stack.withLabels(classes);
	}

	/** Makes a stack of noise between 0.1 and 1, so that nothing of it is zero. */
	public static PreparedVolume noise(final String name, final int size, final int depth, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		return of(name, size, size, depth, 1, (x, y, z) -> random.nextDouble(0.1, 1));
	}
}
