// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.LabelledExtent;
import sc.fiji.cairn.volume.Geometry;

/**
 * The labels of a 3D grid as plain integers, which the metrics walk many times.
 *
 * @param sizeX voxels along X
 * @param sizeY voxels along Y
 * @param planes one array per slice, X fastest
 */
record LabelGrid(int sizeX, int sizeY, int[][] planes) {

	/**
	 * Copies labels.
	 *
	 * @param name whose labels these are, for the message
	 * @param labels dimensions (X, Y, Z)
	 * @throws CairnException if a value is not a whole number, as in a probability map
	 */
	static LabelGrid copyOf(final String name, final RandomAccessibleInterval<? extends RealType<?>> labels) {
		if (labels.numDimensions() != 3) throw new IllegalArgumentException(
			"labels have dimensions (X, Y, Z), not " + labels.numDimensions() + " dimensions");
		final int sizeX = Math.toIntExact(labels.dimension(0));
		final int sizeY = Math.toIntExact(labels.dimension(1));
		final int[][] planes = new int[Math.toIntExact(labels.dimension(2))][];
		for (int z = 0; z < planes.length; z++) {
			planes[z] = plane(name, labels, z, Math.multiplyExact(sizeX, sizeY));
		}
		return new LabelGrid(sizeX, sizeY, planes);
	}

	private static <T extends RealType<T>> int[] plane(final String name, final RandomAccessibleInterval<?> labels,
		final int z, final int length)
	{
		@SuppressWarnings("unchecked")
		final RandomAccessibleInterval<T> typed = (RandomAccessibleInterval<T>) labels;
		final Cursor<T> cursor = Views.flatIterable(Views.hyperSlice(typed, 2, labels.min(2) + z)).cursor();
		final int[] plane = new int[length];
		for (int i = 0; i < length; i++) {
			final double value = cursor.next().getRealDouble();
			plane[i] = (int) value;
			if (plane[i] != value) throw new CairnException(name + " holds the value " + value +
				", which is not a whole number; give label images, not intensities or probabilities.");
		}
		return plane;
	}

	/** Gets the same grid with other labels. */
	LabelGrid map(final IntUnaryOperator change) {
		return new LabelGrid(sizeX, sizeY, Stream.of(planes).map(plane -> IntStream.of(plane).map(change).toArray()).toArray(
			int[][]::new));
	}

	/**
	 * Finds out which slices carry labels.
	 *
	 * @param geometry distances of voxels
	 * @param unknown label of voxels about which nothing is known
	 */
	LabelledExtent extent(final Geometry geometry, final int unknown) {
		final LabelledExtent extent = new LabelledExtent(geometry);
		extent.frame();
		for (final int[] plane : planes) {
			final Map<Integer, Integer> counts = new HashMap<>();
			for (int i = 0, first; i < plane.length;) {
				first = i++;
				while (i < plane.length && plane[i] == plane[first])
					i++;
				counts.merge(plane[first], i - first, Integer::sum);
			}
			counts.remove(unknown);
			final boolean known = !counts.isEmpty();
			counts.remove(0);
			extent.slice(counts.values().stream().mapToInt(Integer::intValue).max().orElse(0), known);
		}
		return extent;
	}

	int sizeZ() {
		return planes.length;
	}

	boolean sameSizeAs(final LabelGrid other) {
		return sizeX == other.sizeX && sizeY == other.sizeY && sizeZ() == other.sizeZ();
	}

	String size() {
		return sizeX + " x " + sizeY + " x " + sizeZ();
	}
}
