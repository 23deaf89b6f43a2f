// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import sc.fiji.cairn.sampling.Preprocessing;

/** Blurs images by a Gaussian, along all axes of their window; values beyond the borders are those at the borders. */
public final class Blur {

	/** Standard deviations that the kernel reaches to either side. */
	private static final int REACH = 3;

	private Blur() {}

	/**
	 * Blurs in place.
	 *
	 * @param values intensities (channels, Z, Y, X)
	 * @param deviation standard deviation in voxels of the window, above 0
	 */
	public static void apply(final float[] values, final double deviation, final Preprocessing preprocessing) {
		final int half = (int) Math.ceil(REACH * deviation);
		final double[] kernel = new double[2 * half + 1];
		double sum = 0;
		for (int i = -half; i <= half; i++)
			sum += kernel[half + i] = Math.exp(-0.5 * i * i / (deviation * deviation));
		for (int i = 0; i < kernel.length; i++)
			kernel[i] /= sum;
		int stride = 1;
		for (final int length : new int[] { preprocessing.size(), preprocessing.height(), preprocessing.slices() }) {
			if (length > 1) along(values, kernel, length, stride);
			stride *= length;
		}
	}

	private static void along(final float[] values, final double[] kernel, final int length, final int stride) {
		final float[] line = new float[length];
		for (int block = 0; block < values.length; block += length * stride) {
			for (int first = block; first < block + stride; first++) {
				for (int i = 0; i < length; i++)
					line[i] = values[first + i * stride];
				for (int i = 0; i < length; i++) {
					double sum = 0;
					for (int k = 0; k < kernel.length; k++)
						sum += kernel[k] * line[Math.max(0, Math.min(length - 1, i + k - kernel.length / 2))];
					values[first + i * stride] = (float) sum;
				}
			}
		}
	}
}
