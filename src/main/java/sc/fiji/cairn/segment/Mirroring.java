// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;

/**
 * A way to mirror windows before they go through the network, so that its scores can be averaged over several ways.
 *
 * @param x whether left and right are exchanged
 * @param y whether top and bottom are exchanged
 */
record Mirroring(boolean x, boolean y) {

	/** Windows as they are. */
	static final List<Mirroring> NONE = List.of(new Mirroring(false, false));

	/**
	 * Lists the ways that suit a model: along the axes that it was trained to be mirrored in.
	 *
	 * @throws CairnException if there are none
	 */
	static List<Mirroring> of(final List<Axis> axes) {
		if (axes.isEmpty()) throw new CairnException("The model was not trained on mirrored images, so that an average over " +
			"flips might be wrong; set flips=false, or train with flipx=true where left and right are alike.");
		final List<Mirroring> ways = new ArrayList<>(NONE);
		if (axes.contains(Axis.X)) ways.add(new Mirroring(true, false));
		if (axes.contains(Axis.Y)) ways.add(new Mirroring(false, true));
		if (ways.size() == 3) ways.add(new Mirroring(true, true));
		return List.copyOf(ways);
	}

	/**
	 * Mirrors images, in place.
	 *
	 * @param rows rows of all images, one after the other, X fastest
	 * @param height rows of an image
	 * @param width samples of a row
	 */
	void apply(final float[] rows, final int height, final int width) {
		if (x) for (int row = 0; row < rows.length; row += width)
			for (int i = row, j = row + width - 1; i < j; i++, j--)
				swap(rows, i, j);
		if (y) for (int image = 0; image < rows.length; image += height * width)
			for (int i = image, j = image + (height - 1) * width; i < j; i += width, j -= width)
				for (int c = 0; c < width; c++)
					swap(rows, i + c, j + c);
	}

	private static void swap(final float[] rows, final int i, final int j) {
		final float kept = rows[i];
		rows[i] = rows[j];
		rows[j] = kept;
	}
}
