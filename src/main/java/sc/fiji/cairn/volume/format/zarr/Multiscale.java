// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.volume.Axis;

/**
 * An image at several resolutions, as OME-Zarr describes it. Axes are in the order of Zarr, the last one fastest.
 *
 * @param name of the image; may be empty
 * @param axes of all its arrays
 * @param levels its arrays, the finest first
 */
record Multiscale(String name, List<Dimension> axes, List<Level> levels) {

	/**
	 * An axis.
	 *
	 * @param axis its meaning
	 * @param unit its unit as OME-Zarr spells it; may be empty
	 */
	record Dimension(Axis axis, String unit) {}

	/**
	 * An array.
	 *
	 * @param path its folder
	 * @param scale distance of its elements along each axis
	 * @param translation where its first element lies
	 */
	record Level(String path, List<Double> scale, List<Double> translation) {}

	Multiscale {
		axes = List.copyOf(axes);
		levels = List.copyOf(levels);
	}

	/** Returns which axis has a meaning, -1 if none has. */
	int indexOf(final Axis axis) {
		return IntStream.range(0, axes.size()).filter(d -> axes.get(d).axis() == axis).findFirst().orElse(-1);
	}
}
