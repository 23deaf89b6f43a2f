// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.SplittableRandom;

import net.imglib2.FinalInterval;

import sc.fiji.cairn.sampling.Preprocessing;

/**
 * The box that divides the images of a batch into two regions: what is pasted lies inside in every other image, beginning
 * with the first, and outside in the rest.
 *
 * @param inside the box
 * @param width number of columns of the images
 * @param height number of rows of the images
 */
record PasteBox(FinalInterval inside, int width, int height) {

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
		return new PasteBox(FinalInterval.createMinSize(x, y, z, across, down, deep), preprocessing.size(), preprocessing.height());
	}

	/** Tells if a pixel, X fastest, of an image of the batch is pasted. */
	boolean isPasted(final int image, final int pixel) {
		final int x = pixel % width;
		final int y = pixel / width % height;
		final int z = pixel / width / height;
		final boolean within = x >= inside.min(0) && y >= inside.min(1) && z >= inside.min(2) && x <= inside.max(0) && y <= inside
			.max(1) && z <= inside.max(2);
		return within == (image % 2 == 0);
	}
}
