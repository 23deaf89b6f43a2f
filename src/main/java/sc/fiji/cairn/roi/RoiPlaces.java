// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/**
 * Tells which slice of an image a ROI lies on.
 *
 * @param image name of the image, for messages
 * @param channels number of channels that the image has in ImageJ, where colours are one; 0 if that is not known
 * @param slices number of slices of a stack
 * @param frames number of time points
 */
public record RoiPlaces(String image, int channels, int slices, int frames) {

	/** Describes an image that is open in ImageJ. */
	public static RoiPlaces of(final ImagePlus image) {
		return new RoiPlaces(image.getTitle(), image.getNChannels(), image.getNSlices(), image.getNFrames());
	}

	/** Describes an image that was read from a file. */
	public static RoiPlaces of(final Volume image) {
		// NB: three channels may be the colours of one, so that only the position in a hyperstack is sure.
		return new RoiPlaces(image.name(), image.size(Axis.CHANNEL) == 1 ? 1 : 0, (int) image.size(Axis.Z), (int) image.size(
			Axis.TIME));
	}

	/**
	 * Finds the slice of a ROI; its channel does not matter.
	 *
	 * @return number of the slice from 0, those of later time points following
	 * @throws CairnException if the ROI does not say on which slice or at which time point it lies, or there is no such
	 */
	int plane(final Roi roi) {
		if (roi.hasHyperStackPosition()) return plane(roi, roi.getZPosition(), roi.getTPosition());
		final int position = roi.getPosition();
		if (position <= 0) return plane(roi, 0, 0);
		if (channels == 0) throw new CairnException("The ROI " + roi.getName() + " has a position in a simple stack, but " +
			image + " has several channels; open the image in ImageJ and name it by its title, or give the ROI a slice by " +
			"More > Properties... of the ROI Manager.");
		final int plane = (position - 1) / channels;
		return frames == 1 ? plane(roi, plane + 1, 1) : plane(roi, plane % slices + 1, plane / slices + 1);
	}

	private int plane(final Roi roi, final int slice, final int frame) {
		return index(roi, "time point", frame, frames) * slices + index(roi, "slice", slice, slices);
	}

	/** Where there is but one, a ROI need not say so. */
	private int index(final Roi roi, final String what, final int number, final int count) {
		if (number > count) throw new CairnException("The ROI " + roi.getName() + " lies on " + what + " " + number +
			", but the image " + image + " has " + count + "; check that the ROIs belong to this image.");
		if (number == 0 && count > 1) throw new CairnException("The ROI " + roi.getName() + " does not say on which " + what +
			" of " + image + " it lies; go there and press Update in the ROI Manager, or set its position by More > Properties...");
		return Math.max(0, number - 1);
	}
}
