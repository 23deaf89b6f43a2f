// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.SplittableRandom;

import sc.fiji.cairn.sampling.Box;
import sc.fiji.cairn.sampling.Preprocessing;

/**
 * The box that divides the images of a batch into two regions: what is pasted lies inside in every other image, beginning
 * with the first, and outside in the rest.
 *
 * @param inside the box
 * @param width number of columns of the images
 * @param height number of rows of the images
 */
record PasteBox(Box inside, int width, int height) {

	/** Side of the box as a share of that of the images (Bai et al. 2023, section 4.2). */
	private static final double SIDE = 2.0 / 3;

	/** Draws a place for the box. */
	static PasteBox draw(final SplittableRandom random, final Preprocessing preprocessing) {
		final int across = (int) (SIDE * preprocessing.size());
		final int down = (int) (SIDE * preprocessing.height());
		final int deep = preprocessing.isFlat() ? 1 : (int) Math.ceil(SIDE * preprocessing.depth());
		final int x = random.nextInt(preprocessing.size() - across + 1);
		final int y = random.nextInt(preprocessing.height() - down + 1);
		final int z = preprocessing.isFlat() ? 0 : random.nextInt(preprocessing.depth() - deep + 1);
		return new PasteBox(new Box(x, y, z, across, down, deep), preprocessing.size(), preprocessing.height());
	}

	/** Tells if a pixel, X fastest, of an image of the batch is pasted. */
	boolean isPasted(final int image, final int pixel) {
		final int x = pixel % width - inside.x();
		final int y = pixel / width % height - inside.y();
		final int z = pixel / width / height - inside.z();
		final boolean within = x >= 0 && x < inside.width() && y >= 0 && y < inside.height() && z >= 0 && z < inside.depth();
		return within == (image % 2 == 0);
	}
}
