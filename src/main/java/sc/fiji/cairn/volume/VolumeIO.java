// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import sc.fiji.cairn.CairnException;

/**
 * Opens and saves volumes in any of the known formats.
 *
 * <pre>{@code
 * VolumeIO io = context.service(VolumeFormatService.class).io();
 * Volume image = io.open(Path.of("brain.nii.gz"));
 * }</pre>
 * <p>
 * Safe for use by several threads. It looks once at a file that it can open, so that one of these should not be kept for longer
 * than a piece of work.
 * </p>
 */
public final class VolumeIO {

	private final List<VolumeFormat> formats;

	/** What reads the files that have been looked at. */
	private final Map<Path, VolumeFormat> readers = new ConcurrentHashMap<>();

	/**
	 * Uses the given formats; of several that can read a file the first does.
	 *
	 * @see VolumeFormatService#io()
	 */
	public VolumeIO(final List<VolumeFormat> formats) {
		this.formats = List.copyOf(formats);
	}

	/**
	 * Opens a volume.
	 *
	 * @throws CairnException if there is no such file, no format reads it, or it is broken
	 */
	public Volume open(final Path path) {
		return open(path, 0);
	}

	/**
	 * Opens one of the volumes of a file that may hold several.
	 *
	 * @param series its number, from 1; 0 for the only one
	 * @throws CairnException as {@link #open(Path)}; if there is no such volume; if there are several and none is chosen
	 */
	public Volume open(final Path path, final int series) {
		if (!Files.exists(path)) throw new CairnException("There is no file " + path + ": check the path.");
		if (!Files.isReadable(path)) throw new CairnException("The file " + path +
			" cannot be read: check its permissions.");
		final Optional<VolumeFormat> reader = reader(path);
		if (reader.isPresent()) return reader.get().read(path, series);
		if (Files.isDirectory(path)) throw new CairnException("The folder " + path +
			" holds neither a Zarr image nor a DICOM series: name an image file, or a folder with the files of one series.");
		throw new CairnException("The file " + path +
			" is not in a format that Cairn reads: convert it to NIfTI (.nii.gz) or TIFF.");
	}

	/**
	 * Opens one of the volumes at an address of the web.
	 *
	 * @param series its number, from 1; 0 for the only one
	 * @throws CairnException if there is no such volume, or the server does not answer
	 */
	public Volume open(final URI address, final int series) {
		return formats.stream().filter(format -> format.canRead(address)).findFirst().orElseThrow(() -> new CairnException(
			"The address " + address + " is none that images are read from; let it begin with http or https.")).read(address, series);
	}

	/** Tells addresses of the web from names of files, drives of Windows included. */
	public static boolean isAddress(final String text) {
		return text.matches("[a-zA-Z][a-zA-Z0-9+.-]+://\\S+");
	}

	/** Tells whether one of the formats is responsible for this file. */
	public boolean canOpen(final Path path) {
		return Files.isReadable(path) && reader(path).isPresent();
	}

	/**
	 * Saves a volume in the format that the file name asks for, replacing a file of that name.
	 *
	 * @throws CairnException if no format writes files of that name, or it cannot be written
	 */
	public void save(final Volume volume, final Path path) {
		writer(path).write(volume, path);
	}

	/**
	 * Saves a label image, in colours if the format has them.
	 *
	 * @param largest largest value that may occur
	 * @throws CairnException as {@link #save}
	 */
	public void saveLabels(final Volume labels, final int largest, final Path path) {
		writer(path).writeLabels(labels, largest, path);
	}

	/** As above, with the names of labels, by their values, if the format has names. */
	public void saveLabels(final Volume labels, final int largest, final Map<Integer, String> names, final Path path) {
		writer(path).writeLabels(labels, largest, names, path);
	}

	/**
	 * Makes sure, before long work begins, that its result can be saved.
	 *
	 * @throws CairnException if no format writes files of this name, or its folder cannot be made or written to
	 */
	public void requireSavable(final Path path) {
		writer(path).requireWritable(path);
	}

	/**
	 * Lists the files that saving under a name would write.
	 *
	 * @throws CairnException if no format writes files of this name
	 */
	public List<Path> files(final Path target) {
		return writer(target).files(target, false);
	}

	/** Tells whether a file is an image of a format that is also written, as label images are. */
	public boolean isWritable(final Path path) {
		return formats.stream().anyMatch(format -> format.canWrite(path)) && canOpen(path);
	}

	/**
	 * Tells whether saving under a name would replace an image or a part of it, links and pairs of files included.
	 *
	 * @param image an existing file that one of the formats opens
	 * @param target name to save under
	 */
	public boolean wouldReplace(final Path target, final Path image) {
		final List<Path> sources = reader(image).map(reader -> reader.files(image, true)).orElse(List.of(image));
		return sources.stream().anyMatch(source -> writes(target, source));
	}

	/**
	 * Tells whether saving under a name would write to an existing file, be it an image or not.
	 *
	 * @param target name to save under
	 * @throws CairnException if no format writes files of this name
	 */
	public boolean writes(final Path target, final Path existing) {
		return writer(target).files(target, false).stream().anyMatch(file -> isSame(file, existing));
	}

	private static boolean isSame(final Path file, final Path source) {
		try {
			return Files.exists(file) && Files.isSameFile(file, source);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be examined (" + e.getMessage() +
				"): check its permissions.", e);
		}
	}

	private Optional<VolumeFormat> reader(final Path path) {
		final Optional<VolumeFormat> reader = Optional.ofNullable(readers.get(path)).or(() -> formats.stream().filter(
			format -> format.canRead(path)).findFirst());
		reader.ifPresent(format -> readers.put(path, format));
		return reader;
	}

	private VolumeFormat writer(final Path path) {
		// NB: what is written may be of another format than what was there.
		readers.clear();
		return formats.stream().filter(format -> format.canWrite(path)).findFirst().orElseThrow(() -> new CairnException(
			"The file " + path + " cannot be written in a format of that name: let it end in .nii.gz, .nii, .hdr, .tif or .zarr, labels in .seg.nrrd " +
				"or .geojson, too."));
	}
}
