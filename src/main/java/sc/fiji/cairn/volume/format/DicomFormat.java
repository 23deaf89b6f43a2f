// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * DICOM, read only: a single file, or a folder with the files of one series.
 * <p>
 * The tags are read by ImageJ's decoder. Slices are sorted by their position along the normal of the image plane, whatever
 * the names of the files; the spacing along Z is the distance of these positions, which have to be even. Each slice's
 * rescale slope and intercept are applied, those of each frame where frames have their own. The affine follows from position
 * and orientation. Several frames in one file are Z in the order of the file; colours are {@link Axis#CHANNEL}.
 * </p>
 * Not supported: packed pixels (JPEG, RLE), folders that hold several series, several images at one position, and frames of
 * which it cannot be told which has which position or scaling (all refused).
 */
@Plugin(type = VolumeFormat.class, priority = Priority.NORMAL)
public final class DicomFormat extends ReadOnlyFormat {

	private static final int PREAMBLE = 128;

	/** {@inheritDoc} A folder is one if a file directly in it is. */
	@Override
	public boolean canRead(final Path path) {
		return Files.isDirectory(path) ? files(path).stream().anyMatch(DicomFormat::isDicom) : isDicom(path);
	}

	@Override
	public Volume read(final Path path) {
		final List<Path> files = Files.isDirectory(path) ? files(path).stream().filter(DicomFormat::isDicom).toList() : List
			.of(path);
		final List<DicomSlice> slices = new ArrayList<>();
		for (final Path file : files)
			slices.add(DicomSlice.read(file));
		final Path name = path.toAbsolutePath().normalize().getFileName();
		return DicomSeries.read(Files.isDirectory(path) && name != null ? name.toString() : stem(path), path, slices);
	}

	@Override
	public List<Path> files(final Path path, final boolean exists) {
		return Files.isDirectory(path) ? files(path) : List.of(path);
	}

	private static List<Path> files(final Path folder) {
		try (Stream<Path> list = Files.list(folder)) {
			return list.filter(Files::isRegularFile).sorted().toList();
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"): check its permissions.", e);
		}
	}

	/** Looks for the mark behind the preamble (PS3.10, section 7.1); files without one are left to ImageJ. */
	private static boolean isDicom(final Path file) {
		if (!Files.isRegularFile(file) || !Files.isReadable(file)) return false;
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] start = in.readNBytes(PREAMBLE + 4);
			return start.length == PREAMBLE + 4 && "DICM".equals(new String(start, PREAMBLE, 4, StandardCharsets.US_ASCII)) &&
				!DicomSlice.isDirectory(file);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() +
				"): check the file and its drive.", e);
		}
	}
}
