// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a data set is like, as far as it decides how a network is to look at it (Isensee et al., Nature Methods 18, 2021).
 *
 * @param volumes number of volumes
 * @param width their voxels along X
 * @param height their voxels along Y
 * @param depth their voxels along Z
 * @param spacing distance of voxels within slices, the geometric mean of X and Y, in millimetres; 0 where it is not known
 * @param spacingZ distance of slices in millimetres; 0 where it is not known
 * @param dark intensity that became 0, their 1st percentile, for each channel; empty where that is not known
 * @param bright intensity that became 1, their 99th percentile, for each channel; empty where that is not known
 * @param frequencies share of each class in the voxels that are known, background first; empty without labels
 */
public record Fingerprint(int volumes, Spread width, Spread height, Spread depth, Spread spacing, Spread spacingZ,
	List<Spread> dark, List<Spread> bright, List<Double> frequencies)
{

	public Fingerprint {
		dark = List.copyOf(dark);
		bright = List.copyOf(bright);
		frequencies = List.copyOf(frequencies);
	}

	/**
	 * Looks at volumes.
	 *
	 * @param classes number of classes that their labels tell apart, background included; 0 without labels
	 */
	public static Fingerprint of(final List<PreparedVolume> stacks, final int classes) {
		return new Fingerprint(stacks.size(), spread(stacks, PreparedVolume::width), spread(stacks, PreparedVolume::height), spread(
			stacks, PreparedVolume::depth), spread(stacks, stack -> Math.sqrt(stack.spacingX() * stack.spacingY())), spread(stacks,
				PreparedVolume::spacingZ), intensities(stacks, IntensityMap::low), intensities(stacks, IntensityMap::high),
			frequencies(stacks, classes));
	}

	private static Spread spread(final List<PreparedVolume> stacks, final ToDoubleFunction<PreparedVolume> what) {
		return Spread.of(stacks.stream().mapToDouble(what).toArray());
	}

	private static List<Spread> intensities(final List<PreparedVolume> stacks, final ToDoubleFunction<IntensityMap> what) {
		final int channels = stacks.stream().mapToInt(stack -> stack.intensities().size()).min().orElse(0);
		return IntStream.range(0, channels).mapToObj(channel -> spread(stacks, stack -> what.applyAsDouble(stack.intensities()
			.get(channel)))).toList();
	}

	private static List<Double> frequencies(final List<PreparedVolume> stacks, final int classes) {
		final long[] counts = new long[PreparedVolume.IGNORE + 1];
		for (final PreparedVolume stack : stacks)
			for (int z = 0; stack.isLabelled() && z < stack.depth(); z++)
				for (final byte label : stack.labels(z))
					counts[label & 0xff]++;
		final long known = Math.max(1, Arrays.stream(counts, 0, classes).sum());
		return Arrays.stream(counts, 0, classes).mapToObj(count -> (double) count / known).toList();
	}

	/** Tells whether the distances of voxels are known of all volumes, within slices and between them. */
	public boolean hasSpacing() {
		return spacing.least() > 0 && spacingZ.least() > 0;
	}

	/** Returns how many times as far apart as pixels slices usually are; 1 where that is not known. */
	public double anisotropy() {
		return hasSpacing() ? spacingZ.median() / spacing.median() : 1;
	}
}
