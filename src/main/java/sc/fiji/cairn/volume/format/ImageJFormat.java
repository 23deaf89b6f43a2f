// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.io.Opener;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Series;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;
import sc.fiji.cairn.volume.imagej.GeometryText;
import sc.fiji.cairn.volume.imagej.ImageJOpener;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;
import sc.fiji.cairn.volume.imagej.LabelImages;

/**
 * What ImageJ itself opens: TIFF stacks and hyperstacks, single DICOM files, FITS, PGM, PNG, JPEG, GIF, BMP, and TIFF or
 * DICOM in zip archives, but no other archives; writes TIFF.
 * <p>
 * Nothing is shown, and no dialog either: what fails throws. Calibration is the file's own, never ImageJ's global one.
 * See {@link ImagePlusVolumes} for how voxels and calibration are taken over, and for the lines in the Info text that keep
 * orientation and exact spacing in TIFF files. Of OME-TIFF files the order of planes, pixel size and frame interval are
 * those of their XML; of several images in one file one has to be chosen; an image in several files is refused. So is BigTIFF, which ImageJ
 * does not open.
 * </p>
 */
@Plugin(type = VolumeFormat.class, priority = Priority.VERY_LOW)
public final class ImageJFormat implements VolumeFormat {

	private static final Set<Integer> TYPES = Set.of(Opener.DICOM, Opener.TIFF_AND_DICOM, Opener.FITS, Opener.PGM,
		Opener.JPEG, Opener.GIF, Opener.BMP, Opener.PNG, Opener.ZIP);

	@Override
	public boolean canRead(final Path path) {
		if (!Files.isRegularFile(path)) return false;
		if (isTiff(path)) return true;
		final int type = type(path);
		return TYPES.contains(type) && (type != Opener.ZIP || mayHoldImage(path));
	}

	@Override
	public Volume read(final Path path) {
		return read(path, 0);
	}

	@Override
	public Volume read(final Path path, final int series) {
		final String name = ReadOnlyFormat.stem(path);
		final Volume volume;
		if (isTiff(path)) {
			volume = new TiffReader(path, series).read();
		}
		else {
			if (series > 1) throw Series.missing(path, series, 1);
			final ImagePlus image = ImageJOpener.open(path, type(path));
			volume = ImagePlusVolumes.wrap(image, image.getLocalCalibration());
		}
		return new Volume(name, volume.axes(), volume.data(), volume.geometry(), volume.header());
	}

	@Override
	public boolean canWrite(final Path path) {
		final String name = path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".tif") || name.endsWith(".tiff");
	}

	@Override
	public void write(final Volume volume, final Path path) {
		write(ImagePlusVolumes.unwrap(volume, path.getFileName().toString()), volume, path);
	}

	/** NB: of 16-bit images ImageJ keeps the display range only, not the colours. */
	@Override
	public void writeLabels(final Volume labels, final int largest, final Path path) {
		write(LabelImages.of(labels.series(0), largest, labels, path.getFileName().toString()), labels, path);
	}

	private static void write(final ImagePlus image, final Volume volume, final Path path) {
		image.setProperty("Info", GeometryText.add(image.getInfoProperty(), volume));
		TiffWriter.write(image, path);
	}

	private static int type(final Path path) {
		return new Opener().getFileType(path.toAbsolutePath().toString());
	}

	/** Tells sets of regions of interest, and what else is packed, by the first entry, the one that ImageJ looks at. */
	private static boolean mayHoldImage(final Path path) {
		try (ZipInputStream in = new ZipInputStream(Files.newInputStream(path))) {
			final ZipEntry first = in.getNextEntry();
			return first == null || first.getName().endsWith(".tif") || first.getName().endsWith(".dcm");
		}
		catch (final IOException | IllegalArgumentException e) {
			// Damaged, or with a name in another character set: ImageJ will say what is wrong with it.
			return true;
		}
	}

	/** Tells whether a file starts as BigTIFF does, whose offsets have 64 bits. */
	private static boolean isBig(final byte[] start) {
		return Arrays.equals(start, new byte[] { 'I', 'I', 43, 0 }) || Arrays.equals(start, new byte[] { 'M', 'M', 0, 43 });
	}

	/** Looks for itself, because ImageJ leaves some names, such as those ending in .ome.tif, to Bio-Formats. */
	private static boolean isTiff(final Path path) {
		try (InputStream in = Files.newInputStream(path)) {
			final byte[] start = in.readNBytes(4);
			return Arrays.equals(start, new byte[] { 'I', 'I', 42, 0 }) || Arrays.equals(start, new byte[] { 'M', 'M', 0,
				42 }) || isBig(start);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + path + " cannot be read (" + e.getMessage() +
				"): check the file and its drive.", e);
		}
	}
}
