// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.roi.RoiFile;

/** Finds what somebody has drawn or painted on an image. */
final class Annotations {

	/** What label images of an image are called. */
	static final String LABELS_OF = "Labels of ";

	static final String MANAGER = "ROI Manager";
	static final String OVERLAY = "overlay";
	static final String SELECTION = "selection";

	/**
	 * What was found.
	 *
	 * @param rois those drawn; empty if there is a label image
	 * @param labels title or file of the label image; empty if there are ROIs
	 * @param words what it is, such as {@code 3 ROIs of the overlay}
	 */
	record Found(List<Roi> rois, String labels, String words) {

		private static Found drawn(final List<Roi> rois, final String where) {
			return new Found(rois, "", rois.size() + (rois.size() == 1 ? " ROI" : " ROIs") + " of " + where);
		}
	}

	private Annotations() {
		// Only static methods.
	}

	/** Gets the title of the image that is meant: not that of its labels, if these are the active image. */
	static String imageOf(final String input) {
		final ImagePlus active = WindowManager.getCurrentImage();
		if (!input.isBlank() || active == null || !active.getTitle().startsWith(LABELS_OF)) return input;
		final String image = active.getTitle().substring(LABELS_OF.length());
		return WindowManager.getImage(image) == null ? input : image;
	}

	/** Lists what there is to choose from. */
	static List<String> choices(final String input) {
		final ImagePlus image = Images.open(imageOf(input));
		final List<String> choices = new ArrayList<>(List.of(""));
		if (!managed().isEmpty()) choices.add(MANAGER);
		if (image != null && !overlaid(image).isEmpty()) choices.add(OVERLAY);
		if (image != null && image.getRoi() != null) choices.add(SELECTION);
		Images.titles().stream().filter(title -> image == null || !title.equals(image.getTitle())).forEach(choices::add);
		return choices;
	}

	/**
	 * Finds what is drawn or painted.
	 *
	 * @param wanted one of the constants, title of an open label image, or a file of ROIs or labels; empty for what there is:
	 *          the active label image, ROIs of the manager, of the overlay, {@code Labels of} the image, the selection
	 * @param image that it belongs to; null if it is not open
	 * @param title of the image
	 * @throws CairnException if there is nothing
	 */
	static Found find(final String wanted, final ImagePlus image, final String title) {
		final ImagePlus active = WindowManager.getCurrentImage();
		final String labels = LABELS_OF + title;
		if (!wanted.isBlank()) return choose(wanted, image, title);
		if (active != null && active.getTitle().equals(labels)) return new Found(List.of(), labels, "the image " + labels);
		if (!managed().isEmpty()) return Found.drawn(managed(), "the ROI Manager");
		if (image != null && !overlaid(image).isEmpty()) return Found.drawn(overlaid(image), "the overlay");
		if (WindowManager.getImage(labels) != null) return new Found(List.of(), labels, "the image " + labels);
		if (image != null && image.getRoi() != null) return new Found(List.of(selected(image)), "", "the selection");
		throw new CairnException("Nothing is drawn on " + title + "; draw a selection around or on something, press t to add it " +
			"to the ROI Manager, and go on with others, or name label images as \"annotations\".");
	}

	private static Found choose(final String wanted, final ImagePlus image, final String title) {
		final List<Roi> rois;
		if (wanted.equalsIgnoreCase(MANAGER)) rois = managed();
		else if (wanted.equalsIgnoreCase(OVERLAY)) rois = image == null ? List.of() : overlaid(image);
		else if (wanted.equalsIgnoreCase(SELECTION)) rois = image == null || image.getRoi() == null ? List.of() : List.of(
			selected(image));
		else return named(wanted);
		if (rois.isEmpty()) throw new CairnException("There is no ROI in the " + wanted + " for " + title +
			"; draw one, or choose other annotations by the parameter annotations.");
		return Found.drawn(rois, "the " + wanted);
	}

	private static Found named(final String wanted) {
		if (WindowManager.getImage(wanted) != null) return new Found(List.of(), wanted, "the image " + wanted);
		final Path file = Path.of(wanted);
		if (!Files.exists(file)) throw new CairnException("Neither an open image nor a file is called " + wanted +
			", as given as \"annotations\"; check the name, or say ROI Manager or overlay.");
		final String name = wanted.toLowerCase(Locale.ROOT);
		if (name.endsWith(".roi") || name.endsWith(".zip")) return Found.drawn(RoiFile.read(file), file.toString());
		return new Found(List.of(), wanted, "the file " + file);
	}

	/** Gets the ROIs of the ROI Manager, none if it is closed. */
	static List<Roi> managed() {
		// NB: where there is no display, ImageJ cannot even be asked for its ROI Manager.
		final RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
		return manager == null ? List.of() : List.of(manager.getRoisAsArray());
	}

	/** Gets the ROIs of an overlay, but for the outlines of a segmentation. */
	static List<Roi> overlaid(final ImagePlus image) {
		return image.getOverlay() == null ? List.of() : Arrays.stream(image.getOverlay().toArray()).filter(
			roi -> !SegmentResults.isOutline(roi)).toList();
	}

	/** The selection lies on the slice that is shown. */
	private static Roi selected(final ImagePlus image) {
		final Roi roi = (Roi) image.getRoi().clone();
		if (image.isHyperStack()) roi.setPosition(image.getC(), image.getZ(), image.getT());
		else if (image.getStackSize() > 1) roi.setPosition(image.getCurrentSlice());
		return roi;
	}
}
