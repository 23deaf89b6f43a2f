// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.List;

/**
 * A picture of what a training is at, in numbers: slices side by side.
 *
 * @param title what is seen, such as {@code heart-3, slice 12}
 * @param panels one a slice, at least one
 */
public record Preview(String title, List<Panel> panels) {

	public Preview {
		panels = List.copyOf(panels);
	}

	/**
	 * One slice.
	 *
	 * @param caption what to write above it
	 * @param width number of pixels along X
	 * @param aspect height of a pixel divided by its width
	 * @param pixels intensities (Y, X), X fastest
	 * @param truth class of each pixel, 0 where it is not known; empty if there is no truth to show
	 * @param prediction predicted class of each pixel; empty if nothing is predicted
	 */
	public record Panel(String caption, int width, double aspect, float[] pixels, int[] truth, int[] prediction) {

		/** Shows an image alone. */
		public static Panel of(final String caption, final int width, final float[] pixels) {
			return new Panel(caption, width, 1, pixels, new int[0], new int[0]);
		}
	}
}
