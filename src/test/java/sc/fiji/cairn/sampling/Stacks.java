// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;

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
		return of(name, width, height, spacing, spacing, 0, slices, null);
	}

	/** Makes a stack of slices (channels, Y, X) at some distance, with the classes of their pixels unless that is null. */
	public static PreparedVolume of(final String name, final int width, final int height, final double spacingX,
		final double spacingY, final double spacingZ, final float[][] slices, final byte[][] labels)
	{
		final int area = width * height;
		final List<RandomAccessibleInterval<FloatType>> channels = new ArrayList<>();
		for (int channel = 0; channel < slices[0].length / area; channel++) {
			final float[] values = new float[area * slices.length];
			for (int z = 0; z < slices.length; z++)
				System.arraycopy(slices[z], channel * area, values, z * area, area);
			channels.add(ArrayImgs.floats(values, width, height, slices.length));
		}
		final PreparedVolume stack = new PreparedVolume(name, spacingX, spacingY, spacingZ, channels, null, List.of());
		return labels == null ? stack : labelled(stack, labels);
	}

	/** Gives a stack the classes of the pixels of each slice. */
	public static PreparedVolume labelled(final PreparedVolume stack, final byte[][] classes) {
		final Img<UnsignedByteType> labels = ArrayImgs.unsignedBytes(stack.width(), stack.height(), stack.depth());
		for (int z = 0; z < classes.length; z++)
			PreparedVolumeStore.put(labels, z, classes[z]);
		return stack.withLabels(labels);
	}

	/** Gives a stack classes. */
	public static PreparedVolume labelled(final PreparedVolume stack, final TestVolumes.Voxel voxel) {
		final byte[][] classes = new byte[stack.depth()][stack.width() * stack.height()];
		for (int z = 0; z < stack.depth(); z++)
			for (int i = 0; i < classes[z].length; i++)
				classes[z][i] = (byte) (int) voxel.at(i % stack.width(), i / stack.width(), z);
		return labelled(stack, classes);
	}

	/** Makes a stack of noise between 0.1 and 1, so that nothing of it is zero. */
	public static PreparedVolume noise(final String name, final int size, final int depth, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		return of(name, size, size, depth, 1, (x, y, z) -> random.nextDouble(0.1, 1));
	}
}
