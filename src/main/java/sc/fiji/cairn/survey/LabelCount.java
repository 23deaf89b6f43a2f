// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.LabelValues;
import sc.fiji.cairn.cases.LabelledExtent;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Geometry;

/** Counts the voxels of each value of a label image, plane by plane. */
final class LabelCount {

	private final LabelRule rule;
	private final LabelledExtent extent;
	private final long[] counts = new long[LabelRule.LARGEST + 1];
	private double odd = Double.NaN;

	/**
	 * @param geometry distances of voxels
	 */
	LabelCount(final LabelRule rule, final Geometry geometry) {
		this.rule = rule;
		extent = new LabelledExtent(geometry);
	}

	/**
	 * Counts a time point.
	 *
	 * @param grid (X, Y, Z)
	 * @param progress asked between planes whether to stop
	 */
	void add(final RandomAccessibleInterval<? extends RealType<?>> grid, final Progress progress) {
		extent.frame();
		for (long z = 0; z < grid.dimension(2); z++) {
			progress.checkCancelled();
			extent.slice(FloatBlocks.slice(grid, z), rule).forEach((value, count) -> {
				if (value >= 0 && value <= LabelRule.LARGEST && value == value.intValue()) counts[value.intValue()] += count;
				else odd = value;
			});
		}
	}

	/** Gets the number of voxels by value, without those that are ignored. */
	SortedMap<Integer, Long> voxels() {
		final SortedMap<Integer, Long> voxels = new TreeMap<>();
		for (int value = 0; value < counts.length; value++)
			if (counts[value] > 0) voxels.put(value, counts[value]);
		return voxels;
	}

	/** Says what is wrong with the values. */
	List<String> problems() {
		final List<String> problems = new ArrayList<>();
		final SortedMap<Integer, Long> voxels = voxels();
		if (!Double.isNaN(odd)) problems.add("The label image holds the value " + odd +
			"; labels are whole numbers from 0 to " + LabelRule.LARGEST + ".");
		if (voxels.size() > LabelValues.MOST) problems.add("The label image holds " + voxels.size() +
			" values, so it seems to count objects; set foreground=true to take all of them as one class.");
		if (voxels.keySet().stream().noneMatch(value -> value > 0)) problems.add(
			"The label image holds background only; check that it is the right one.");
		if (rule.unlabelled() == BlankSlices.ASK && extent.isInPart()) problems.add("It seems that some slices have not " +
			"been labelled: " + extent.words() + "; give unlabelledslices=ignore to what learns from them if nothing is known " +
			"about the others, or unlabelledslices=background if these are background.");
		return problems;
	}
}
