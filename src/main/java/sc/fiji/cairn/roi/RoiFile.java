// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import ij.gui.Roi;
import ij.io.RoiDecoder;

import sc.fiji.cairn.CairnException;

/** Reads the files that ImageJ saves ROIs to: {@code .roi} with one, {@code .zip} with those of the ROI Manager. */
public final class RoiFile {

	private static final String ENDING = ".roi";

	private RoiFile() {}

	/**
	 * Reads all ROIs of a file.
	 *
	 * @return in the order of the file
	 * @throws CairnException if it is missing, broken, or holds no ROI
	 */
	public static List<Roi> read(final Path file) {
		final List<Roi> rois = new ArrayList<>();
		try {
			if (isRoi(file.getFileName().toString())) rois.add(decode(Files.readAllBytes(file), file.getFileName()
				.toString(), file));
			else {
				try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
					for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
						if (isRoi(entry.getName())) rois.add(decode(zip.readAllBytes(), entry.getName(), file));
				}
			}
		}
		// NB: Java throws the latter at names that are not in UTF-8.
		catch (final IOException | IllegalArgumentException e) {
			throw new CairnException("The ROIs in " + file + " cannot be read (" + e.getMessage() +
				"); check the file, or save them again with More > Save... of the ROI Manager.", e);
		}
		if (rois.isEmpty()) throw new CairnException("The file " + file +
			" holds no ROIs; save them with More > Save... of the ROI Manager.");
		return rois;
	}

	private static boolean isRoi(final String name) {
		return name.toLowerCase(Locale.ROOT).endsWith(ENDING);
	}

	private static Roi decode(final byte[] bytes, final String name, final Path file) throws IOException {
		final Roi roi;
		try {
			roi = new RoiDecoder(bytes, name.substring(0, name.length() - ENDING.length())).getRoi();
		}
		// NB: ImageJ's decoder trusts the offsets and numbers in the file, and takes as much memory as they ask for.
		catch (final RuntimeException | OutOfMemoryError e) {
			throw new IOException(name + " is cut short or damaged", e);
		}
		if (roi == null) throw new IOException(name + " is of an unknown kind");
		return roi;
	}
}
