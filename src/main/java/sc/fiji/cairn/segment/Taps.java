package sc.fiji.cairn.segment;

/**
 * Where along one axis a row of samples lies between the samples of another grid: each is interpolated linearly from two.
 *
 * @param first first sample of the other grid that is needed
 * @param count number of samples from there on that are needed
 * @param low index of the one before, counted from {@code first}
 * @param high index of the one behind
 * @param share weight of the latter, from 0 to 1
 */
record Taps(int first, int count, int[] low, int[] high, float[] share) {

	/** Returns the number of samples of the row. */
	int length() {
		return low.length;
	}

	/**
	 * Interpolates a box.
	 *
	 * @param in samples of the other grid, {@link #count} of {@code z}, {@code y} and {@code x}, X fastest
	 * @param from where they start in the array
	 * @param out receives the samples of the rows, X fastest
	 * @param to where to put them in the array
	 */
	static void interpolate(final float[] in, final int from, final Taps z, final Taps y, final Taps x, final float[] out,
		final int to)
	{
		final float[] row = new float[x.count];
		int i = to;
		for (int k = 0; k < z.length(); k++) {
			for (int j = 0; j < y.length(); j++) {
				final int near = from + (z.low[k] * y.count + y.low[j]) * x.count;
				final int below = from + (z.low[k] * y.count + y.high[j]) * x.count;
				final int behind = from + (z.high[k] * y.count + y.low[j]) * x.count;
				final int far = from + (z.high[k] * y.count + y.high[j]) * x.count;
				mix(in, near, below, y.share[j], behind, far, z.share[k], row);
				for (int c = 0; c < x.low.length; c++, i++) {
					// NB: no arithmetic with the neighbour where the place is a sample, so that such values stay as they are.
					final float share = x.share[c];
					out[i] = share == 0 ? row[x.low[c]] : row[x.low[c]] * (1 - share) + row[x.high[c]] * share;
				}
			}
		}
	}

	private static void mix(final float[] in, final int near, final int below, final float shareY, final int behind,
		final int far, final float shareZ, final float[] row)
	{
		if (shareY == 0 && shareZ == 0) System.arraycopy(in, near, row, 0, row.length);
		else if (shareZ == 0) for (int c = 0; c < row.length; c++)
			row[c] = in[near + c] * (1 - shareY) + in[below + c] * shareY;
		else for (int c = 0; c < row.length; c++) {
			final float front = in[near + c] * (1 - shareY) + in[below + c] * shareY;
			final float back = in[behind + c] * (1 - shareY) + in[far + c] * shareY;
			row[c] = front * (1 - shareZ) + back * shareZ;
		}
	}
}
