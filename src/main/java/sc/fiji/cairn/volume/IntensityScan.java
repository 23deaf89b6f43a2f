// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.Map;
import java.util.TreeMap;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Measures the intensities of an image of any size, part by part.
 * <p>
 * The percentiles are exact. Integers of up to 16 bits are counted one by one in a single pass. Of all others a first pass
 * counts the upper 16 bits, in the order of the numbers; a second one the lower 16 bits of those bins that the percentiles
 * fall into.
 * </p>
 */
final class IntensityScan {

	private static final int BINS = 1 << 16;
	private static final int PART = 1 << 22;

	/** Fewer voxels take too short a time to speak of. */
	private static final long QUICK = 1L << 26;

	private final RandomAccessibleInterval<? extends RealType<?>> grid;
	private final String name;
	private final Progress progress;
	private final long voxels;

	/** Receives the voxels of a part. */
	@FunctionalInterface
	private interface Part {

		void accept(float[] values, int count);
	}

	/**
	 * @param grid (X, Y, Z)
	 * @param name of the image, for messages
	 * @param progress asked between parts whether to stop
	 */
	IntensityScan(final RandomAccessibleInterval<? extends RealType<?>> grid, final String name, final Progress progress) {
		this.grid = grid;
		this.name = name;
		this.progress = progress;
		voxels = grid.dimension(0) * grid.dimension(1) * grid.dimension(2);
	}

	/** Measures; see {@link Intensity#of(RandomAccessibleInterval, String, Progress)}. */
	Intensity measure() {
		if (voxels == 0) throw new CairnException("The image " + name + " has no voxels: remove it.");
		final float[] range = { Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY };
		final boolean counted = grid.getType() instanceof IntegerType<?> type && type.getBitsPerPixel() <= 16;
		final long[] bins = new long[BINS];
		read((values, count) -> {
			for (int i = 0; i < count; i++) {
				final float value = values[i];
				if (!Float.isFinite(value)) throw new CairnException("The image " + name +
					" has voxels that are NaN or infinite: replace them, for example by 0.");
				range[0] = Math.min(range[0], value);
				range[1] = Math.max(range[1], value);
				bins[counted ? (int) value + BINS / 2 & BINS - 1 : key(value) >>> 16]++;
			}
		});
		if (range[0] == range[1]) throw new CairnException("The image " + name + " is constant (all voxels are " + range[0] +
			"): remove it or check how it was exported.");
		final Ranks ranks = counted ? new Counted(bins, range[0]) : new Refined(bins);
		return new Intensity(range[0], range[1], percentile(ranks, 1), percentile(ranks, 99));
	}

	private double percentile(final Ranks ranks, final double percent) {
		final double rank = percent / 100 * (voxels - 1);
		final long below = (long) Math.floor(rank);
		final double low = ranks.value(below);
		return rank > below ? low + (ranks.value(below + 1) - low) * (rank - below) : low;
	}

	private void read(final Part part) {
		final long width = grid.dimension(0);
		final long rows = Math.max(1, Math.min(grid.dimension(1), PART / width));
		final float[] values = new float[Math.toIntExact(width * rows)];
		final boolean announced = voxels > QUICK;
		if (announced) progress.stage("Measuring the intensities of " + name, grid.dimension(2));
		for (long z = 0; z < grid.dimension(2); z++) {
			for (long y = 0; y < grid.dimension(1); y += rows) {
				progress.checkCancelled();
				final long some = Math.min(rows, grid.dimension(1) - y);
				FloatBlocks.copy(grid, FinalInterval.createMinSize(0, y, z, width, some, 1), values);
				part.accept(values, (int) (width * some));
			}
			if (announced) progress.advance(z + 1, "");
		}
	}

	/** Maps floats to ints that, unsigned, have the same order. */
	private static int key(final float value) {
		final int bits = Float.floatToRawIntBits(value);
		return bits ^ (bits >> 31 | Integer.MIN_VALUE);
	}

	private static float value(final int key) {
		return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
	}

	/** Finds the bin that the value of a rank lies in, and returns its index and how many ranks are before it. */
	private static long[] find(final long[] bins, final int first, final long rank) {
		long before = 0;
		int bin = first;
		while (before + bins[bin & BINS - 1] <= rank)
			before += bins[bin++ & BINS - 1];
		return new long[] { bin & BINS - 1, before };
	}

	/** Knows the values by their rank. */
	private interface Ranks {

		/** Gets the value that {@code rank} values are before. */
		double value(long rank);
	}

	/** Each value has its bin: value 0 lies in the middle, and those above 32767 wrap around. */
	private record Counted(long[] bins, double min) implements Ranks {

		@Override
		public double value(final long rank) {
			final int first = (int) min + BINS / 2;
			return min + ((find(bins, first, rank)[0] - first) & BINS - 1);
		}
	}

	/** Values share bins, which are counted out when they are needed. */
	private final class Refined implements Ranks {

		private final long[] upper;
		private final Map<Integer, long[]> lower = new TreeMap<>();

		Refined(final long[] upper) {
			this.upper = upper;
			for (final double percent : new double[] { 1, 99 }) {
				final double rank = percent / 100 * (voxels - 1);
				lower.put((int) find(upper, 0, (long) Math.floor(rank))[0], new long[BINS]);
				lower.put((int) find(upper, 0, (long) Math.ceil(rank))[0], new long[BINS]);
			}
			final long[][] direct = new long[BINS][];
			lower.forEach((bin, bins) -> direct[bin] = bins);
			read((values, count) -> {
				for (int i = 0; i < count; i++) {
					final int key = key(values[i]);
					final long[] bins = direct[key >>> 16];
					if (bins != null) bins[key & BINS - 1]++;
				}
			});
		}

		@Override
		public double value(final long rank) {
			final long[] bin = find(upper, 0, rank);
			final long[] within = find(lower.get((int) bin[0]), 0, rank - bin[1]);
			return IntensityScan.value((int) (bin[0] << 16 | within[0]));
		}
	}
}
