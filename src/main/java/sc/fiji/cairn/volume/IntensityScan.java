// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.Progress;

/** Measures the intensities of an image of any size, part by part; the percentiles are exact. */
public final class IntensityScan {

	private static final int PART = 1 << 22;

	/** Fewer voxels take too short a time to speak of. */
	private static final long QUICK = 1L << 26;

	private final RandomAccessibleInterval<? extends RealType<?>> grid;
	private final List<Long> block;
	private final String name;
	private final Progress progress;

	/**
	 * @param grid (X, Y, Z), whose minimum is 0
	 * @param block how many voxels are best read at once, as {@link Header#block} says
	 * @param name of the image, for messages
	 * @param progress asked between parts whether to stop
	 */
	public IntensityScan(final RandomAccessibleInterval<? extends RealType<?>> grid, final List<Long> block, final String name,
		final Progress progress)
	{
		this.grid = grid;
		this.block = block;
		this.name = name;
		this.progress = progress;
	}

	/** Measures; see {@link Intensity#of(RandomAccessibleInterval, String, Progress)}. */
	Intensity measure() {
		final IntensityCounts counts = count(IntensityCounts.of(grid.getType()), grid);
		return (counts.needsFiner() && Intervals.numElements(grid) > 0 ? count(counts.finer(), grid) : counts).intensity(name);
	}

	/**
	 * Counts the voxels of a part of the image.
	 *
	 * @param counts what was counted before in this pass
	 * @return the same
	 * @throws sc.fiji.cairn.CairnException if a voxel is NaN or infinite
	 */
	public IntensityCounts count(final IntensityCounts counts, final Interval part) {
		final long[] size = size(part);
		final float[] values = new float[Math.toIntExact(size[0] * size[1] * size[2])];
		final boolean announced = Intervals.numElements(part) > QUICK;
		if (announced) progress.stage("Measuring the intensities of " + name, part.dimension(2));
		for (long z = part.min(2); z <= part.max(2); z += size[2]) {
			for (long y = part.min(1); y <= part.max(1); y += size[1]) {
				for (long x = part.min(0); x <= part.max(0); x += size[0]) {
					progress.checkCancelled();
					final Interval box = Intervals.intersect(FinalInterval.createMinSize(x, y, z, size[0], size[1], size[2]), part);
					FloatBlocks.copy(grid, box, values);
					counts.count(values, (int) Intervals.numElements(box), name);
				}
			}
			if (announced) progress.advance(Math.min(part.dimension(2), z + size[2] - part.min(2)), "");
		}
		return counts;
	}

	/** Gets how many voxels along each axis are read at once: rows of a plane, or whole blocks, as many as are not too much. */
	private long[] size(final Interval part) {
		if (block.isEmpty()) return new long[] { part.dimension(0), Math.max(1, Math.min(part.dimension(1), PART / Math.max(1, part.dimension(0)))), 1 };
		final long[] size = { block.get(0), block.get(1), block.get(2) };
		for (int d = 0; d < 2; d++)
			while (size[d] < part.dimension(d) && 2 * size[0] * size[1] * size[2] <= PART)
				size[d] *= 2;
		for (int d = 0; d < size.length; d++)
			size[d] = Math.min(size[d], part.dimension(d));
		return size;
	}
}
