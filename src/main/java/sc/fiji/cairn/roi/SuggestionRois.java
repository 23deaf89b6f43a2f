// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ij.gui.Roi;
import ij.io.RoiEncoder;

import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/** Marks the slices of a volume that are suggested for labels: a frame around each, for the ROI Manager to go to. */
public final class SuggestionRois {

	private static final Color FRAME = new Color(0xE69F00);

	private SuggestionRois() {
		// Only static methods.
	}

	/**
	 * Frames slices.
	 *
	 * @param volume that they belong to
	 * @param suggestions its slices
	 */
	public static List<Roi> of(final Volume volume, final List<Suggestion> suggestions) {
		final boolean hyperstack = volume.size(Axis.CHANNEL) > 1 || volume.size(Axis.TIME) > 1;
		return suggestions.stream().filter(one -> one.slice().isPresent()).map(one -> {
			final Roi roi = new Roi(0, 0, (int) volume.size(Axis.X), (int) volume.size(Axis.Y));
			final int slice = one.slice().getAsInt();
			roi.setName(String.format(Locale.ROOT, "suggestion %02d, slice %d", one.rank(), slice));
			roi.setStrokeColor(FRAME);
			if (hyperstack) roi.setPosition(0, slice, 0);
			else if (volume.size(Axis.Z) > 1) roi.setPosition(slice);
			return roi;
		}).toList();
	}

	/** Writes ROIs as the ROI Manager does, whole or not at all. */
	public static void write(final List<Roi> rois, final Path file) {
		WholeFile.write(file, out -> {
			try (ZipOutputStream zip = new ZipOutputStream(out)) {
				for (final Roi roi : rois) {
					zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
					zip.write(encoded(roi));
					zip.closeEntry();
				}
			}
		});
	}

	private static byte[] encoded(final Roi roi) throws IOException {
		final byte[] bytes = RoiEncoder.saveAsByteArray(roi);
		if (bytes == null) throw new IOException("the ROI " + roi.getName() + " cannot be encoded");
		return bytes;
	}
}
