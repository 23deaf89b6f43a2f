// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/** Small label grids for tests. */
final class Grids {

	private Grids() {}

	/** A grid of background. */
	static ArrayImg<IntType, IntArray> empty(final long... size) {
		return ArrayImgs.ints(size);
	}

	/** Fills the box from min to max, both included. */
	static <T extends RandomAccessibleInterval<IntType>> T box(final T grid, final int label, final int[] min,
		final int[] max)
	{
		for (int z = min[2]; z <= max[2]; z++) {
			for (int y = min[1]; y <= max[1]; y++) {
				for (int x = min[0]; x <= max[0]; x++) grid.getAt(x, y, z).set(label);
			}
		}
		return grid;
	}

	static Volume volume(final RandomAccessibleInterval<IntType> grid, final double spacing, final String unit) {
		return new Volume("test", List.of(Axis.X, Axis.Y, Axis.Z), grid, new Geometry(spacing, spacing, spacing, unit,
			List.of()), Header.NONE);
	}
}
