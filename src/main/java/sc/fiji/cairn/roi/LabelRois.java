// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.imagej.LabelImages;

/** Turns label images into ImageJ's regions of interest: one for each label and slice, in the colour of the label. */
public final class LabelRois {

	private LabelRois() {}

	/**
	 * Outlines labels.
	 *
	 * @param labels (X, Y, Z), 0 for background
	 * @param largest largest label that may occur, which decides on the colours
	 * @param hyperstack whether positions are those of a hyperstack, in all channels and frames
	 * @return slice by slice, those of a slice by label; named {@code LABEL-SLICE}, the slice counted from 1
	 */
	public static List<Roi> of(final RandomAccessibleInterval<? extends RealType<?>> labels, final int largest,
		final boolean hyperstack)
	{
		final List<Color> colours = LabelImages.colours(largest);
		final int width = (int) labels.dimension(0);
		final int height = (int) labels.dimension(1);
		final List<Roi> rois = new ArrayList<>();
		for (int z = 0; z < labels.dimension(2); z++) {
			final float[] slice = FloatBlocks.slice(labels, z);
			for (final int label : present(slice)) {
				final Roi roi = outline(new FloatProcessor(width, height, slice), label);
				roi.setName(label + "-" + (z + 1));
				roi.setStrokeColor(colours.get((label - 1) % colours.size()));
				if (hyperstack) roi.setPosition(0, z + 1, 0);
				else if (labels.dimension(2) > 1) roi.setPosition(z + 1);
				rois.add(roi);
			}
		}
		return rois;
	}

	private static SortedSet<Integer> present(final float[] slice) {
		final SortedSet<Integer> labels = new TreeSet<>();
		float last = 0;
		for (final float label : slice) {
			if (label != 0 && label != last) labels.add((int) label);
			last = label;
		}
		return labels;
	}

	private static Roi outline(final ImageProcessor slice, final int label) {
		slice.setThreshold(label, label, ImageProcessor.NO_LUT_UPDATE);
		return new ThresholdToSelection().convert(slice);
	}
}
