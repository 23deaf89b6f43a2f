// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.file.Files;
import java.nio.file.Path;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.BioFormatsFile;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * What Bio-Formats reads, such as {@code .czi}, {@code .lif}, {@code .nd2}, and Cairn does not read itself.
 * <p>
 * The axes are those of the file. Pixel sizes and the frame interval are those of its OME metadata, in their own units. Of
 * pyramids the full resolution is read. Thumbnails are left out; of files with several images (series) one has to be
 * chosen. {@linkplain PlaneCache#large Large} images are read plane by plane; the file stays open as long as the volume is
 * in use.
 * </p>
 * <p>
 * NB: names no class of Bio-Formats, so that all else works where that is missing.
 * </p>
 */
@Plugin(type = VolumeFormat.class, priority = Priority.LAST)
public final class BioFormatsFormat extends ReadOnlyFormat {

	/** Text that Bio-Formats takes for an image, and parts of images: in a folder each would count as a case of its own. */
	private static final String[] NO_IMAGES = { ".txt", ".csv", ".htm", ".html", ".ini", ".pattern", ".ids" };

	@Override
	public boolean canRead(final Path path) {
		return Files.isRegularFile(path) && !endsWith(path, NO_IMAGES) && isInstalled() && BioFormatsFile.isKnown(path);
	}

	/**
	 * Reads the only image of a file.
	 *
	 * @throws CairnException if there are several, colours, or voxels of a type that is not supported, or Bio-Formats cannot
	 *           read the file
	 */
	@Override
	public Volume read(final Path path) {
		return read(path, 0);
	}

	@Override
	public Volume read(final Path path, final int series) {
		if (!isInstalled()) throw new CairnException("The file " + path +
			" cannot be read because Bio-Formats is missing: run this in Fiji, or save the file as TIFF.");
		return new BioFormatsFile(path, series).read();
	}

	private static boolean isInstalled() {
		return BioFormatsFormat.class.getClassLoader().getResource("loci/formats/ImageReader.class") != null;
	}
}
