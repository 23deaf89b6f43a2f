// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import ij.gui.Arrow;
import ij.gui.ImageRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;
import sc.fiji.cairn.volume.imagej.LabelImages;

/**
 * Paints ROIs into a label image, the reverse of {@link LabelRois}.
 * <p>
 * Areas are filled as ImageJ fills them, lines are as wide as they are drawn. Of ROIs that overlap the later one counts.
 * Slices without a ROI have the value to ignore, so that nothing is learnt from them. To which class a ROI belongs is told by
 * its group or name ({@link RoiLabelOptions}), on which slice by its position.
 * </p>
 */
public final class RoiLabels {

	private static final int PAINT = 255;

	private static final int MAX_8_BIT = 255;

	private final RoiPlaces places;
	private final Volume image;
	private final RoiLabelOptions options;
	private final Progress progress;
	private final int width;
	private final int height;

	/**
	 * What was painted.
	 *
	 * @param labels (X, Y, Z), or (X, Y, Z, time) of a time series, of 8 or 16 bits, with the place in the world of the image
	 * @param largest largest value that occurs
	 * @param colours those of label 1, 2, ...; grey for the one to ignore
	 * @param unknown whether there are voxels that nobody has annotated, which have the value to ignore
	 */
	public record Painted(Volume labels, int largest, List<Color> colours, boolean unknown) {}

	/**
	 * @param places tells on which slice a ROI lies
	 * @param image that the ROIs belong to
	 */
	public RoiLabels(final RoiPlaces places, final Volume image, final RoiLabelOptions options, final Progress progress) {
		this.places = places;
		this.image = image;
		this.options = options;
		this.progress = progress;
		width = (int) image.size(Axis.X);
		height = (int) image.size(Axis.Y);
	}

	/**
	 * Paints ROIs.
	 *
	 * @param rois in the order in which they are painted
	 * @throws CairnException if there are none, or one is no area or line, lies outside the image, or does not tell its slice
	 *           or class
	 */
	public Painted paint(final List<Roi> rois) {
		if (rois.isEmpty()) throw new CairnException("There are no ROIs for " + image.name() +
			"; draw some and add them to the ROI Manager.");
		final RoiClasses classes = new RoiClasses(rois, options.names());
		final SortedMap<Integer, int[]> planes = new TreeMap<>();
		final SortedMap<Integer, Integer> counts = new TreeMap<>();
		final ByteProcessor brush = new ByteProcessor(width, height);
		long overlap = 0;
		progress.stage("Painting ROIs", rois.size());
		for (int i = 0; i < rois.size(); i++) {
			progress.checkCancelled();
			final Roi roi = named(rois.get(i), i + 1);
			final int label = classes.of(roi);
			// -1 where no ROI has said anything yet.
			final int[] plane = planes.computeIfAbsent(places.plane(roi), any -> unpainted());
			overlap += paint(roi, label, plane, brush);
			counts.merge(label, 1, Integer::sum);
			progress.advance(i + 1, "");
		}
		if (overlap > 0) progress.log("ROIs of different classes overlap in " + overlap +
			" pixels; there the later one counts.");
		final Painted painted = join(planes, counts.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
		progress.log(summary(planes.size(), counts));
		return painted;
	}

	/** Those of an overlay often have no name, which messages need. */
	private static Roi named(final Roi roi, final int number) {
		if (roi.getName() != null) return roi;
		final Roi copy = (Roi) roi.clone();
		copy.setName("number " + number);
		return copy;
	}

	private int[] unpainted() {
		final int[] plane = new int[width * height];
		Arrays.fill(plane, -1);
		return plane;
	}

	/** Returns the number of pixels whose class changed from another one. */
	private long paint(final Roi roi, final int label, final int[] plane, final ByteProcessor brush) {
		requirePaintable(roi);
		final int margin = roi.isLine() ? (int) Math.ceil(roi.getStrokeWidth()) + 1 : 0;
		final Rectangle bounds = roi.getBounds();
		bounds.grow(margin, margin);
		final Rectangle box = bounds.intersection(new Rectangle(width, height));
		brush.setValue(PAINT);
		if (!box.isEmpty()) brush.fill(roi);
		final byte[] painted = (byte[]) brush.getPixels();
		long covered = 0;
		long changed = 0;
		for (int y = box.y; y < box.y + box.height; y++) {
			for (int x = box.x, p = y * width + x; x < box.x + box.width; x++, p++) {
				if (painted[p] == 0) continue;
				painted[p] = 0;
				covered++;
				if (plane[p] >= 0 && plane[p] != label) changed++;
				plane[p] = label;
			}
		}
		if (covered == 0) throw new CairnException("The ROI " + roi.getName() + " covers no pixel of " + image.name() +
			"; delete it, or check that it belongs to this image.");
		return changed;
	}

	private static void requirePaintable(final Roi roi) {
		if ((roi.isArea() || roi.isLine()) && roi.getType() != Roi.ANGLE && !(roi instanceof TextRoi ||
			roi instanceof ImageRoi || roi instanceof Arrow || roi instanceof PointRoi)) return;
		throw new CairnException("The ROI " + roi.getName() + " is " + roi.getTypeAsString() +
			", from which no label can be made; delete it, or draw an area or a line instead.");
	}

	/** Puts the slices together; those without a ROI share one array. */
	private Painted join(final Map<Integer, int[]> planes, final int largestLabel) {
		final int count = places.slices() * places.frames();
		final boolean unknown = !options.complete() || planes.size() < count;
		final int largest = unknown ? Math.max(largestLabel, options.ignore()) : largestLabel;
		final VoxelType type = VoxelType.holding(largest);
		final int rest = options.complete() ? 0 : options.ignore();
		final List<Object> arrays = new ArrayList<>(Collections.nCopies(count, array(type, new int[0], options.ignore())));
		planes.forEach((index, plane) -> arrays.set(index, array(type, plane, rest)));
		final List<Axis> axes = List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME).subList(0, places.frames() > 1 ? 4 : 3);
		final long[] dimensions = Arrays.copyOf(new long[] { width, height, places.slices(), places.frames() }, axes.size());
		return new Painted(new Volume(image.name(), axes, type.planar(arrays, dimensions), image.geometry(), image.header()),
			largest, colours(largest), unknown);
	}

	/** Turns a slice into voxels; an empty one into a slice of which all is the rest. */
	private Object array(final VoxelType type, final int[] plane, final int rest) {
		final Object array = type.array(width * height);
		for (int p = 0; p < width * height; p++) {
			final int label = plane.length == 0 || plane[p] < 0 ? rest : plane[p];
			if (array instanceof byte[] bytes) bytes[p] = (byte) label;
			else ((short[]) array)[p] = (short) label;
		}
		return array;
	}

	private List<Color> colours(final int largest) {
		final List<Color> colours = new ArrayList<>(LabelImages.colours(largest));
		// NB: from 256 on colours are used again.
		if (options.ignore() <= Math.min(largest, MAX_8_BIT)) colours.set(options.ignore() - 1, Color.DARK_GRAY);
		return colours;
	}

	private String summary(final int annotated, final Map<Integer, Integer> counts) {
		final int count = places.slices() * places.frames();
		final String found = counts.entrySet().stream().map(entry -> entry.getValue() + " of " + name(entry.getKey())).collect(
			Collectors.joining(", "));
		return "Labelled " + annotated + " of " + count + " slices of " + image.name() + " from ROIs: " + found + ".";
	}

	private String name(final int label) {
		if (label == 0) return RoiClasses.BACKGROUND;
		if (label <= options.names().size()) return options.names().get(label - 1) + " (" + label + ")";
		if (label == options.ignore()) return "unknown (" + label + ")";
		final String group = Roi.getGroupName(label);
		return "class " + label + (group == null ? "" : " (" + group + ")");
	}
}
