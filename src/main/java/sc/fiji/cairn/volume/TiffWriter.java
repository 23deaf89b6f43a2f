package sc.fiji.cairn.volume;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.PartialFile;

/** Writes TIFF files as ImageJ does. */
final class TiffWriter {

	private static final int BUFFER = 1 << 18;

	/** Offsets in TIFF have 32 bits; room for the tags is left. */
	private static final long MAX_BYTES = 0xffff_ffffL - (1L << 24);

	private TiffWriter() {}

	/**
	 * Writes an image with its calibration, dimensions, colour table and Info text.
	 *
	 * @throws CairnException if the folder cannot be written to or the image is larger than 4 GB
	 */
	static void write(final ImagePlus image, final Path path) {
		final FileInfo info = image.getFileInfo();
		final long size = (long) info.width * info.height * info.getBytesPerPixel() * info.nImages;
		if (size > MAX_BYTES) throw new CairnException("The file " + path +
			" would be larger than the 4 GB that TIFF allows: write .nii.gz instead.");
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
