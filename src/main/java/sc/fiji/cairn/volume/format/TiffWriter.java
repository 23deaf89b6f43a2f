// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.PartialFile;

/** Writes TIFF files as ImageJ does. */
final class TiffWriter {

	private static final int BUFFER = 1 << 18;

	private TiffWriter() {}

	/**
	 * Writes an image with its calibration, dimensions, colour table and Info text, a virtual stack plane by plane.
	 * <p>
	 * NB: of more than 4 GB only the first plane has tags, as when ImageJ saves such stacks; ImageJ and Cairn find the others
	 * behind it.
	 * </p>
	 *
	 * @throws CairnException if the folder cannot be written to
	 */
	static void write(final ImagePlus image, final Path path) {
		final FileInfo info = image.getFileInfo();
		if (image.getStack() instanceof VirtualStack planes && planes.size() > 1) info.virtualStack = planes;
		info.info = image.getInfoProperty();
		info.sliceLabels = image.getStack().getSliceLabels();
		info.properties = image.getPropertiesAsArray();
		info.description = new FileSaver(image).getDescriptionString();
		try (PartialFile file = new PartialFile(path)) {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.path(),
				StandardOpenOption.CREATE_NEW), BUFFER))
			{
				new TiffEncoder(info).write(out);
			}
			file.complete();
		}
		catch (final IOException e) {
			throw new CairnException("The file " + path + " cannot be written (" + e.getMessage() +
				"): check the free space and permissions of its folder.", e);
		}
	}
}
