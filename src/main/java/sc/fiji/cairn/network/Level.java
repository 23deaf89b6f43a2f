// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import sc.fiji.cairn.CairnException;

/**
 * One resolution level of a U-Net. Sizes are given per axis, in the order of the arrays: (Y, X), or (Z, Y, X) in 3D.
 *
 * @param width channels of the maps
 * @param kernel sizes of the convolutions, odd
 * @param pool factors by which maps of the next finer level are pooled on their way here, and upsampled on their way
 *          back; 1 at the finest level
 */
public record Level(int width, List<Integer> kernel, List<Integer> pool) {

	private static final int LARGEST_WIDTH = 4096;
	private static final int LARGEST_KERNEL = 15;
	private static final int LARGEST_POOL = 8;

	public Level {
		kernel = List.copyOf(kernel);
		pool = List.copyOf(pool);
		if (width < 1 || width > LARGEST_WIDTH) throw new CairnException("The channels of a level must be from 1 to " +
			LARGEST_WIDTH + ", not " + width + ".");
		if (kernel.stream().anyMatch(size -> size < 1 || size > LARGEST_KERNEL || size % 2 == 0)) throw new CairnException(
			"The sizes of a kernel must be odd and from 1 to " + LARGEST_KERNEL + ", not " + kernel + ".");
		if (pool.stream().anyMatch(factor -> factor < 1 || factor > LARGEST_POOL)) throw new CairnException(
			"The factors of pooling must be from 1 to " + LARGEST_POOL + ", not " + pool + ".");
	}

	/** Makes levels of the given widths, finest first, with kernels of 3 and pools of 2 along every axis. */
	public static List<Level> isotropic(final int dimensions, final List<Integer> widths) {
		final List<Level> levels = new ArrayList<>();
		for (final int width : widths)
			levels.add(new Level(width, Collections.nCopies(dimensions, 3), Collections.nCopies(dimensions, levels.isEmpty() ? 1
				: 2)));
		return levels;
	}
}
