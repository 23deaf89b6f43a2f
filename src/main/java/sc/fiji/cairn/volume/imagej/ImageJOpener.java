// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.DICOM;
import ij.plugin.PGM_Reader;

import sc.fiji.cairn.CairnException;

/**
 * Opens a file by ImageJ's own opener without letting it speak to the user.
 * <p>
 * ImageJ tells of failures through settings that all threads share, so that one file is opened at a time.
 * </p>
 */
public final class ImageJOpener {

	/** FITS files consist of blocks of this many bytes (FITS standard 4.0, section 3.1). */
	private static final int FITS_BLOCK = 2880;

	/** NB: ImageJ takes as much memory as a file claims to need, be it damaged or not. */
	private static final String MEMORY = "it asks for more memory than Java may use";

	private static final Object LOCK = new Object();

	private ImageJOpener() {}

	/**
	 * Opens an image.
	 *
	 * @param type one of ImageJ's file types, such as {@link Opener#DICOM}
	 * @throws CairnException if ImageJ cannot
	 */
	public static ImagePlus open(final Path path, final int type) {
		try {
			check(path, type);
		}
		catch (final IOException | RuntimeException e) {
			throw failed(path, e.getMessage(), e);
		}
		catch (final OutOfMemoryError e) {
			throw failed(path, MEMORY, e);
		}
		synchronized (LOCK) {
			final boolean redirecting = IJ.redirectingErrorMessages();
			IJ.redirectErrorMessages(true);
			try {
				final ImagePlus image = openSilently(path, type);
				final String message = IJ.getErrorMessage();
				if (message != null || image == null || image.getWidth() == 0) throw failed(path, message, null);
				checkLength(path, type, image.getOriginalFileInfo());
				return image;
			}
			catch (final CairnException e) {
				throw e;
			}
			catch (final RuntimeException e) {
				throw failed(path, e.getMessage(), e);
			}
			catch (final OutOfMemoryError e) {
				throw failed(path, MEMORY, e);
			}
			finally {
				IJ.redirectErrorMessages(redirecting);
			}
		}
	}

	private static ImagePlus openSilently(final Path path, final int type) {
		final String file = path.toAbsolutePath().toString();
		if (type == Opener.DICOM || type == Opener.TIFF_AND_DICOM) {
			final DICOM dicom = new DICOM();
			dicom.open(file);
			return dicom;
		}
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		return opener.openImage(file);
	}

	/**
	 * Gets the tags of a DICOM file, a line each, such as {@code 0028,0010  Rows: 64}; those before the place where it is
	 * damaged if it is. Lines of tags in sequences have {@code >} before the name.
	 *
	 * @return empty if it is no DICOM file
	 */
	public static String dicomTags(final Path path) {
		synchronized (LOCK) {
			final boolean redirecting = IJ.redirectingErrorMessages();
			IJ.redirectErrorMessages(true);
			try {
				final String tags = new DICOM().getInfo(path.toAbsolutePath().toString());
				return tags == null ? "" : tags;
			}
			catch (final RuntimeException e) {
				throw failed(path, e.getMessage(), e);
			}
			catch (final OutOfMemoryError e) {
				throw failed(path, MEMORY, e);
			}
			finally {
				IJ.redirectErrorMessages(redirecting);
			}
		}
	}

	/** Reads ahead with decoders that throw, where ImageJ's would show what went wrong. */
	private static void check(final Path path, final int type) throws IOException {
		switch (type) {
			case Opener.PNG, Opener.JPEG, Opener.BMP, Opener.GIF -> {
				if (ImageIO.read(path.toFile()) == null) throw new IOException("unknown variant");
			}
			case Opener.FITS -> {
				if (Files.size(path) < FITS_BLOCK) throw new IOException("no complete header");
			}
			case Opener.PGM -> new PGM_Reader().openFile(path.toAbsolutePath().toString());
			default -> {
				// ImageJ alone knows the others.
			}
		}
	}

	/** ImageJ fills up what is missing at the end with zeros. */
	private static void checkLength(final Path path, final int type, final FileInfo info) {
		if (info == null || type != Opener.DICOM && type != Opener.FITS || info.compression > FileInfo.COMPRESSION_NONE)
			return;
		final long size = (long) info.width * info.height * info.getBytesPerPixel() + info.getGap();
		if (info.getOffset() + Math.max(1, info.nImages) * size - info.getGap() > path.toFile().length()) throw failed(path,
			"it is cut off", null);
	}

	private static CairnException failed(final Path path, final String reason, final Throwable cause) {
		final String why = reason == null ? "" : " (" + reason.replaceAll("\\s+", " ").trim() + ")";
		return new CairnException("The file " + path + " cannot be opened by ImageJ" + why +
			": copy it again or convert it to TIFF.", cause);
	}
}
