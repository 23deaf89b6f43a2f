package sc.fiji.cairn.segment;

import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;

/**
 * Brings class scores from the pixel grid of the network back to that of the image, by linear interpolation.
 */
final class ScoreGrid {

	private final int width;
	private final int height;
	private final int classes;
	private final double[] columns;
	private final double[] rows;

	/**
	 * Prepares for the slices of a stack.
	 *
	 * @param width pixels of the network's grid along X
	 * @param height the same along Y
	 */
	ScoreGrid(final SliceStack stack, final Preparation preparation, final int width, final int height,
		final int classes)
	{
		this.width = width;
		this.height = height;
		this.classes = classes;
		columns = places(stack.width(), preparation.step(stack.spacingX()), width);
		rows = places(stack.height(), preparation.step(stack.spacingY()), height);
	}

	private static double[] places(final int extent, final double step, final int size) {
		final Window.Grid grid = Window.Grid.centred(extent, step, size);
		final double[] places = new double[extent];
		for (int i = 0; i < extent; i++)
			places[i] = Math.min(size - 1.0, Math.max(0, grid.inverse(i)));
		return places;
	}

	/**
	 * Converts one slice.
	 *
	 * @param scores (classes, height, width) on the network's grid
	 * @return (classes, Y, X) on the stack's grid
	 */
	float[] toStack(final float[] scores) {
		final float[] out = new float[classes * rows.length * columns.length];
		int i = 0;
		for (int c = 0; c < classes; c++) {
			final int plane = c * width * height;
			for (final double row : rows) {
				final int y0 = (int) row;
				final int y1 = Math.min(height - 1, y0 + 1);
				final float fy = (float) (row - y0);
				for (final double column : columns) {
					final int x0 = (int) column;
					final int x1 = Math.min(width - 1, x0 + 1);
					final float fx = (float) (column - x0);
					final float top = scores[plane + y0 * width + x0] * (1 - fx) + scores[plane + y0 * width + x1] * fx;
					final float bottom = scores[plane + y1 * width + x0] * (1 - fx) + scores[plane + y1 * width + x1] * fx;
					out[i++] = top * (1 - fy) + bottom * fy;
				}
			}
		}
		return out;
	}
}
