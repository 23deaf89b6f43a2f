// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.type.numeric.IntegerType;

import sc.fiji.cairn.CairnException;

/**
 * How often the intensities of an image occur, or of a part of it: the counts of parts add up to those of the whole, in any
 * order.
 * <p>
 * Integers of up to 16 bits are counted one by one. Of all others a first pass counts the upper 16 bits, in the order of the
 * numbers, and a second one, which {@link #finer} begins, the lower 16 bits of those that the percentiles fall into.
 * </p>
 */
public final class IntensityCounts {

	private static final int BINS = 1 << 16;
	private static final double[] PERCENTS = { 1, 99 };

	private final boolean integers;
	private final long[] bins = new long[BINS];
	private final Map<Integer, long[]> lower = new TreeMap<>();
	private float min = Float.POSITIVE_INFINITY;
	private float max = Float.NEGATIVE_INFINITY;
	private boolean finer;

	private IntensityCounts(final boolean integers) {
		this.integers = integers;
	}

	/**
	 * Begins to count.
	 *
	 * @param type of voxels
	 */
	public static IntensityCounts of(final Object type) {
		return new IntensityCounts(type instanceof IntegerType<?> integer && integer.getBitsPerPixel() <= 16);
	}

	/**
	 * Counts values.
	 *
	 * @param name of the image, for the message
	 * @throws CairnException if one is NaN or infinite
	 */
	public void count(final float[] values, final int count, final String name) {
		for (int i = 0; i < count; i++) {
			final float value = values[i];
			if (!Float.isFinite(value)) throw new CairnException("The image " + name +
				" has voxels that are NaN or infinite: replace them, for example by 0.");
			if (!finer) {
				min = Math.min(min, value);
				max = Math.max(max, value);
				bins[integers ? (int) value + BINS / 2 & BINS - 1 : key(value) >>> 16]++;
			}
			else {
				final long[] within = lower.get(key(value) >>> 16);
				if (within != null) within[key(value) & BINS - 1]++;
			}
		}
	}

	/** Adds the counts of another part, of the same pass. */
	public void add(final IntensityCounts other) {
		min = Math.min(min, other.min);
		max = Math.max(max, other.max);
		if (!finer) add(bins, other.bins);
		lower.forEach((bin, counts) -> add(counts, other.lower.get(bin)));
	}

	private static void add(final long[] sums, final long[] more) {
		for (int i = 0; i < sums.length; i++)
			sums[i] += more[i];
	}

	/** Tells whether a second pass is needed. */
	public boolean needsFiner() {
		return !integers && !finer;
	}

	/** Begins the second pass, given the counts of the first of the whole image. */
	public IntensityCounts finer() {
		final IntensityCounts second = new IntensityCounts(integers);
		second.finer = true;
		second.min = min;
		second.max = max;
		System.arraycopy(bins, 0, second.bins, 0, BINS);
		for (final double percent : PERCENTS) {
			final double rank = percent / 100 * (voxels() - 1);
			second.lower.put((int) find(bins, 0, (long) Math.floor(rank))[0], new long[BINS]);
			second.lower.put((int) find(bins, 0, (long) Math.ceil(rank))[0], new long[BINS]);
		}
		return second;
	}

	private long voxels() {
		long voxels = 0;
		for (final long count : bins)
			voxels += count;
		return voxels;
	}

	/**
	 * Gets what the counts of a whole image say.
	 *
	 * @param name of the image, for the message
	 * @throws CairnException if all voxels have the same value, or there are none
	 */
	public Intensity intensity(final String name) {
		if (voxels() == 0) throw new CairnException("The image " + name + " has no voxels: remove it.");
		if (min == max) throw new CairnException("The image " + name + " is constant (all voxels are " + min +
			"): remove it or check how it was exported.");
		return new Intensity(min, max, percentile(PERCENTS[0]), percentile(PERCENTS[1]));
	}

	private double percentile(final double percent) {
		final double rank = percent / 100 * (voxels() - 1);
		final long below = (long) Math.floor(rank);
		final double low = value(below);
		return rank > below ? low + (value(below + 1) - low) * (rank - below) : low;
	}

	/** Gets the value that {@code rank} values are before. */
	private double value(final long rank) {
		if (integers) {
			// NB: value 0 lies in the middle, and those above 32767 wrap around.
			final int first = (int) min + BINS / 2;
			return min + (find(bins, first, rank)[0] - first & BINS - 1);
		}
		final long[] bin = find(bins, 0, rank);
		final long[] within = find(lower.get((int) bin[0]), 0, rank - bin[1]);
		return value((int) (bin[0] << 16 | within[0]));
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

	/** Writes what was counted in this pass. */
	public void write(final DataOutputStream out) throws IOException {
		out.writeFloat(min);
		out.writeFloat(max);
		if (!finer) write(bins, out);
		for (final long[] counts : lower.values())
			write(counts, out);
	}

	private static void write(final long[] counts, final DataOutputStream out) throws IOException {
		int filled = 0;
		for (final long count : counts)
			if (count != 0) filled++;
		out.writeInt(filled);
		for (int i = 0; i < counts.length; i++) {
			if (counts[i] == 0) continue;
			out.writeChar(i);
			out.writeLong(counts[i]);
		}
	}

	/** Adds what another process has counted in the same pass. */
	public void add(final DataInputStream in) throws IOException {
		min = Math.min(min, in.readFloat());
		max = Math.max(max, in.readFloat());
		if (!finer) add(bins, in);
		for (final long[] counts : lower.values())
			add(counts, in);
	}

	private static void add(final long[] sums, final DataInputStream in) throws IOException {
		final int filled = in.readInt();
		for (int i = 0; i < filled; i++) {
			final int bin = in.readChar();
			sums[bin] += in.readLong();
		}
	}
}
