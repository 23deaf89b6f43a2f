// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.roi.LabelRois;
import sc.fiji.cairn.segment.Segmentation;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;
import sc.fiji.cairn.volume.imagej.LabelImages;

/** Shows what segmentation gives. */
final class SegmentResults {

	/** Property by which the outlines of a segmentation are known. */
	private static final String OUTLINE = "Cairn";

	private SegmentResults() {
		// Only static methods.
	}

	/** Makes an image of the probabilities; null if there are none. */
	static ImagePlus probabilities(final Segmentation result, final String name) {
		return result.probabilities().map(shares -> ImagePlusVolumes.unwrap(shares, "Probabilities of " + name)).orElse(null);
	}

	/** Makes an image of the labels. */
	static ImagePlus labels(final Segmentation result, final String name) {
		return LabelImages.of(result.labels().series(0), result.largest(), result.labels(), "Labels of " + name);
	}

	/**
	 * Opens labels that have been written.
	 *
	 * @return null if their file would have to be unpacked from its start for each slice
	 */
	static ImagePlus ofFile(final Path file, final Segmentation result, final VolumeIO io, final Progress progress) {
		if (!file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(gz|seg\\.nrrd|geojson)")) return LabelImages.of(io.open(file).series(0), result
			.largest(), result.labels(), "Labels of " + result.labels().name());
		progress.log("The labels are in " + file + "; they are not shown, because a packed file of this size cannot be browsed.");
		return null;
	}

	/**
	 * Puts outlines onto the image, which is shown first if it was read from a file. What the user has put there stays;
	 * outlines of an earlier segmentation do not.
	 *
	 * @param show shows an image
	 */
	static void showOverlay(final Segmentation result, final Images.Source source, final Consumer<ImagePlus> show) {
		showOverlay(result, source, 0, show);
	}

	/**
	 * As above, for one of several time points.
	 *
	 * @param frame number of the time point that the outlines are of, from 1; 0 for all
	 */
	static void showOverlay(final Segmentation result, final Images.Source source, final int frame,
		final Consumer<ImagePlus> show)
	{
		final ImagePlus image = source.open().orElseGet(() -> {
			final ImagePlus read = ImagePlusVolumes.unwrap(source.volume(), source.volume().name());
			show.accept(read);
			return read;
		});
		final Overlay overlay = new Overlay();
		final Roi[] before = image.getOverlay() == null ? new Roi[0] : image.getOverlay().toArray();
		Stream.of(before).filter(roi -> !isOutline(roi)).forEach(overlay::add);
		rois(result, image).forEach(roi -> {
			if (frame > 0) roi.setPosition(0, roi.getZPosition(), frame);
			roi.setProperty(OUTLINE, "label");
			overlay.add(roi);
		});
		image.setOverlay(overlay);
	}

	/** Tells whether a ROI of an overlay is an outline of a segmentation, rather than drawn by the user. */
	static boolean isOutline(final Roi roi) {
		return roi.getProperty(OUTLINE) != null;
	}

	/**
	 * Makes sure, before the work begins, that there can be a ROI Manager.
	 *
	 * @throws CairnException if there is no display, without which ImageJ has none
	 */
	static void requireRoiManager() {
		if (GraphicsEnvironment.isHeadless()) throw new CairnException("There is no ROI Manager without a display; use " +
			"overlay instead of rois.");
	}

	/** Adds outlines to the ROI Manager, which is opened if need be. */
	static void addToRoiManager(final Segmentation result, final Images.Source source) {
		final RoiManager open = RoiManager.getInstance2();
		final RoiManager manager = open == null ? RoiManager.getRoiManager() : open;
		rois(result, source.open().orElse(null)).forEach(manager::addRoi);
	}

	/** Makes outlines at the positions of an image, or at those of a simple stack if there is none. */
	private static List<Roi> rois(final Segmentation result, final ImagePlus image) {
		return LabelRois.of(result.labels().grid(0, 0), result.largest(), image != null && image.isHyperStack());
	}
}
