// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.volume.VoxelType;

/**
 * A label image in memory, whose voxels are counted X fastest, then Y, then Z.
 *
 * @param planes arrays of bytes, shorts or ints, one a slice
 * @param width number of voxels along X
 * @param height number of voxels along Y
 */
record LabelArray(List<Object> planes, int width, int height) {

	/** Makes an image of zeros. */
	static LabelArray zeros(final VoxelType type, final int width, final int height, final int depth) {
		return new LabelArray(IntStream.range(0, depth).mapToObj(z -> type.array(width * height)).toList(),
			width, height);
	}

	/** Returns the number of slices. */
	int depth() {
		return planes.size();
	}

	/** Returns the number of voxels of a slice. */
	int area() {
		return width * height;
	}

	/** Returns the number of voxels. */
	int voxels() {
		return Math.multiplyExact(area(), depth());
	}

	/** Gets the label of a voxel. */
	int get(final int voxel) {
		return get(planes.get(voxel / area()), voxel % area());
	}

	/** Replaces the label of a voxel. */
	void set(final int voxel, final int label) {
		set(planes.get(voxel / area()), voxel % area(), label);
	}

	private static int get(final Object plane, final int pixel) {
		if (plane instanceof byte[] bytes) return bytes[pixel] & 0xff;
		if (plane instanceof short[] shorts) return shorts[pixel] & 0xffff;
		return ((int[]) plane)[pixel];
	}

	/** Replaces the label of a pixel of a slice. */
	static void set(final Object plane, final int pixel, final int label) {
		if (plane instanceof byte[] bytes) bytes[pixel] = (byte) label;
		else if (plane instanceof short[] shorts) shorts[pixel] = (short) label;
		else ((int[]) plane)[pixel] = label;
	}
}
