// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

/**
 * Which samples of another grid a row of samples along one axis is a weighted mean of.
 *
 * @param first first sample of the other grid that is needed
 * @param count number of samples from there on that are needed
 * @param each how many samples of the other grid each is a mean of
 * @param at their indices, counted from {@code first}, {@code each} for one sample after the other
 * @param weights their weights, of which those of each sample add up to 1
 */
record InterpolationWeights(int first, int count, int each, int[] at, float[] weights) {

	/** The only sample of an axis, as it is. */
	static final InterpolationWeights SINGLE = new InterpolationWeights(0, 1, 1, new int[1], new float[] { 1 });

	/** Returns the number of samples of the row. */
	int length() {
		return at.length / each;
	}

	/**
	 * Computes the samples of a box.
	 *
	 * @param in samples of the other grid, {@link #count} of {@code z}, {@code y} and {@code x}, X fastest
	 * @param from where they start in the array
	 * @param out receives the samples of the rows, X fastest
	 * @param to where to put them in the array
	 */
	static void apply(final float[] in, final int from, final InterpolationWeights z, final InterpolationWeights y, final InterpolationWeights x, final float[] out,
		final int to)
	{
		final float[] row = new float[x.count];
		int i = to;
		for (int k = 0; k < z.length(); k++) {
			for (int j = 0; j < y.length(); j++, i += x.length()) {
				mix(in, from, z, k, y, j, row);
				x.apply(row, out, i);
			}
		}
	}

	/** Adds up rows; where all weight is on one of them it stays as it is, without arithmetic. */
	private static void mix(final float[] in, final int from, final InterpolationWeights z, final int k, final InterpolationWeights y, final int j,
		final float[] row)
	{
		boolean empty = true;
		for (int a = k * z.each; a < (k + 1) * z.each; a++) {
			for (int b = j * y.each; b < (j + 1) * y.each; b++) {
				final float weight = z.weights[a] * y.weights[b];
				final int start = from + (z.at[a] * y.count + y.at[b]) * row.length;
				if (weight == 1) System.arraycopy(in, start, row, 0, row.length);
				else if (weight != 0 && empty) for (int c = 0; c < row.length; c++)
					row[c] = weight * in[start + c];
				else if (weight != 0) for (int c = 0; c < row.length; c++)
					row[c] += weight * in[start + c];
				empty &= weight == 0;
			}
		}
	}

	private void apply(final float[] row, final float[] out, final int to) {
		for (int c = 0, tap = 0; c < length(); c++) {
			float sum = 0;
			for (int n = 0; n < each; n++, tap++)
				if (weights[tap] != 0) sum += weights[tap] * row[at[tap]];
			out[to + c] = sum;
		}
	}
}
