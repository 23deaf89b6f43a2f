// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * The connected components of a label image: sets of voxels of one label that touch each other.
 *
 * <pre>
 * ConnectedComponents parts = ConnectedComponents.of(labels, Connectivity.FACES);
 * boolean stray = parts.component(i) != 0 &amp;&amp; !parts.inLargest(i);
 * </pre>
 * <p>
 * Voxels are counted X fastest, then Y, then Z; a slice is an image of depth 1. Takes time in proportion to the number of
 * voxels (union-find in two passes) and four bytes for each.
 * </p>
 */
public final class ConnectedComponents {

	/** Which voxels touch each other. */
	public enum Connectivity {
		/** Those with a common face: 6 in 3D, 4 in a slice. */
		FACES,
		/** Those with a common face, edge or corner: 26 in 3D, 8 in a slice. */
		CORNERS
	}

	/** For each voxel its component from 1, or 0; while they are sought 1 + the index of another voxel of it. */
	private final int[] components;
	private final Map<Integer, Integer> largest = new HashMap<>();
	private int[] sizes = new int[16];
	private int[] labels = new int[16];
	private int count;

	private final int width;
	private final int height;
	private final int depth;

	private ConnectedComponents(final int width, final int height, final int depth) {
		this.width = width;
		this.height = height;
		this.depth = depth;
		components = new int[Math.multiplyExact(Math.multiplyExact(width, height), depth)];
	}

	/**
	 * Finds the components of an image; those of different labels are different ones, even if they touch.
	 *
	 * @param labels (X, Y, Z); voxels of label 0 belong to no component
	 * @throws ArithmeticException if there are more than 2^31 - 1 voxels
	 */
	public static <T extends IntegerType<T>> ConnectedComponents of(final RandomAccessibleInterval<T> labels,
		final Connectivity connectivity)
	{
		final ConnectedComponents found = new ConnectedComponents(Math.toIntExact(labels.dimension(0)), Math.toIntExact(labels
			.dimension(1)), Math.toIntExact(labels.dimension(2)));
		final List<int[]> steps = earlier(connectivity == Connectivity.FACES ? 1 : 3);
		int[] before = null;
		for (int z = 0; z < found.depth; z++) {
			final int[] slice = slice(labels, z);
			found.join(slice, before, z, steps);
			before = slice;
		}
		for (int z = 0; z < found.depth; z++)
			found.number(slice(labels, z), z);
		found.findLargest();
		return found;
	}

	private static <T extends IntegerType<T>> int[] slice(final RandomAccessibleInterval<T> labels, final long z) {
		final RandomAccessibleInterval<T> plane = Views.hyperSlice(labels, 2, labels.min(2) + z);
		final int[] slice = new int[Math.toIntExact(Intervals.numElements(plane))];
		final Cursor<T> cursor = Views.flatIterable(plane).cursor();
		for (int i = 0; i < slice.length; i++)
			slice[i] = cursor.next().getInteger();
		return slice;
	}

	/** Joins every voxel of a slice with its earlier neighbours; the first voxel of a component stands for all. */
	private void join(final int[] slice, final int[] before, final int z, final List<int[]> steps) {
		for (int y = 0, i = 0; y < height; y++) {
			for (int x = 0; x < width; x++, i++) {
				if (slice[i] == 0) continue;
				final int voxel = z * slice.length + i;
				components[voxel] = voxel + 1;
				for (final int[] step : steps) {
					if (x + step[0] < 0 || x + step[0] >= width || y + step[1] < 0 || y + step[1] >= height || z + step[2] < 0)
						continue;
					final int other = i + step[1] * width + step[0];
					if ((step[2] == 0 ? slice : before)[other] == slice[i]) union(voxel, (z + step[2]) * slice.length + other);
				}
			}
		}
	}

	/** Lists the ways (X, Y, Z) from a voxel to the neighbours that come before it: half of all, 3 or 13. */
	private static List<int[]> earlier(final int farthest) {
		final List<int[]> steps = new ArrayList<>();
		for (int dz = -1; dz <= 0; dz++)
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++)
					if ((dz * 3 + dy) * 3 + dx < 0 && Math.abs(dx) + Math.abs(dy) + Math.abs(dz) <= farthest) steps.add(new int[] {
						dx, dy, dz });
		return steps;
	}

	private void union(final int a, final int b) {
		final int first = root(a);
		final int second = root(b);
		components[Math.max(first, second)] = Math.min(first, second) + 1;
	}

	private int root(final int voxel) {
		int i = voxel;
		while (components[i] != i + 1) {
			components[i] = components[components[i] - 1];
			i = components[i] - 1;
		}
		return i;
	}

	/** Turns links, which lead to earlier voxels only, into numbers of components, in the order of their first voxels. */
	private void number(final int[] slice, final int z) {
		for (int i = 0, voxel = z * slice.length; i < slice.length; i++, voxel++) {
			if (components[voxel] == 0) continue;
			if (components[voxel] == voxel + 1) add(slice[i]);
			components[voxel] = components[voxel] == voxel + 1 ? count : components[components[voxel] - 1];
			sizes[components[voxel]]++;
		}
	}

	private void findLargest() {
		for (int component = 1; component <= count; component++) {
			final int candidate = component;
			largest.merge(labels[component], component, (before, same) -> sizes[candidate] > sizes[before] ? candidate
				: before);
		}
	}

	private void add(final int label) {
		count++;
		if (count == sizes.length) {
			sizes = Arrays.copyOf(sizes, 2 * count);
			labels = Arrays.copyOf(labels, 2 * count);
		}
		labels[count] = label;
	}

	/** Returns the number of components. */
	public int count() {
		return count;
	}

	/** Gets the component that each voxel (X, Y, Z) belongs to, from 1 to {@link #count}; 0 for voxels of label 0. */
	public RandomAccessibleInterval<IntType> image() {
		return ArrayImgs.ints(components, width, height, depth);
	}

	/** Returns the component that a voxel belongs to, from 1 to {@link #count}; 0 for a voxel of label 0. */
	public int component(final int voxel) {
		return components[voxel];
	}

	/** Returns the number of voxels of a component, which is counted from 1. */
	public int size(final int component) {
		return sizes[component];
	}

	/** Returns the label of a component, which is counted from 1. */
	public int label(final int component) {
		return labels[component];
	}

	/** Tells if a component, which is counted from 1, is the largest of its label; of equally large ones the first counts. */
	public boolean isLargest(final int component) {
		return largest.get(labels[component]) == component;
	}

	/** Tells if a voxel belongs to the largest component of its label. */
	public boolean inLargest(final int voxel) {
		return components[voxel] != 0 && isLargest(components[voxel]);
	}
}
