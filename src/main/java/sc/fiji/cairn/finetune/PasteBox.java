package sc.fiji.cairn.finetune;

import java.util.SplittableRandom;

/**
 * The box that divides the images of a batch into two regions: what is pasted lies inside in every other image, beginning
 * with the first, and outside in the rest.
 *
 * @param left first column
 * @param top first row
 * @param side number of columns and rows
 * @param size number of columns and rows of the images
 */
record PasteBox(int left, int top, int side, int size) {

	/** Side of the box as a share of that of the images (Bai et al. 2023, section 4.2). */
	private static final double SIDE = 2.0 / 3;

	/** Draws a place for the box. */
	static PasteBox draw(final SplittableRandom random, final int size) {
		final int side = (int) (SIDE * size);
		return new PasteBox(random.nextInt(size - side + 1), random.nextInt(size - side + 1), side, size);
	}

	/** Tells if a pixel, X fastest, of an image of the batch is pasted. */
	boolean isPasted(final int image, final int pixel) {
		final int x = pixel % size - left;
		final int y = pixel / size - top;
		final boolean inside = x >= 0 && x < side && y >= 0 && y < side;
		return inside == (image % 2 == 0);
	}
}
