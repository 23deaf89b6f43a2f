// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.scijava.plugin.SingletonPlugin;

import sc.fiji.cairn.WholeFile;

/**
 * Reads and writes volumes of one file format.
 * <p>
 * A format is found by its annotation: {@code @Plugin(type = VolumeFormat.class)}. Of several that can read a file the
 * one with the highest priority does. Formats hold no state, so that several threads can use one at the same time.
 * </p>
 *
 * @see VolumeFormatService
 * @see VolumeIO
 */
public interface VolumeFormat extends SingletonPlugin {

	/**
	 * Tells whether this format is responsible for an existing file or folder. Looks at the name, or at the first
	 * bytes; {@link #read} may still find the file broken.
	 */
	boolean canRead(Path path);

	/**
	 * Reads a volume whole.
	 *
	 * @throws sc.fiji.cairn.CairnException if the file is broken, incomplete or of a kind that is not supported
	 */
	Volume read(Path path);

	/**
	 * Reads one of the images of a file that may hold several. Unless overridden, files hold one.
	 *
	 * @param series number of the image, from 1; 0 for the only one
	 * @throws sc.fiji.cairn.CairnException as {@link #read(Path)}; if there is no such image; if there are several and none
	 *           is chosen
	 */
	default Volume read(final Path path, final int series) {
		if (series > 1) throw Series.missing(path, series, 1);
		return read(path);
	}

	/** Tells whether this format may be responsible for what is at an address of the web. Unless overridden, it is not. */
	default boolean canRead(final URI address) {
		return false;
	}

	/**
	 * Reads one of the images at an address that it may be responsible for.
	 *
	 * @param series number of the image, from 1; 0 for the only one
	 * @throws sc.fiji.cairn.CairnException as {@link #read(Path, int)}; if the server does not answer
	 */
	default Volume read(final URI address, final int series) {
		throw new UnsupportedOperationException("Nothing is read from addresses such as " + address + ".");
	}

	/** Tells whether a volume can be written under this name. */
	boolean canWrite(Path path);

	/**
	 * Writes a volume, replacing a file of that name. The file appears only once it is complete.
	 *
	 * @throws sc.fiji.cairn.CairnException if the folder cannot be written to or the format cannot hold the volume
	 */
	void write(Volume volume, Path path);

	/**
	 * Writes a label image, in colours if the format has them. Unless overridden, does the same as {@link #write}.
	 *
	 * @param largest largest value that may occur
	 * @throws sc.fiji.cairn.CairnException as {@link #write}
	 */
	default void writeLabels(final Volume labels, final int largest, final Path path) {
		write(labels, path);
	}

	/**
	 * Writes a label image with the names of its labels. Unless overridden, does without the names.
	 *
	 * @param names of labels that occur, by their value; empty if there are none
	 * @throws sc.fiji.cairn.CairnException as {@link #write}
	 */
	default void writeLabels(final Volume labels, final int largest, final Map<Integer, String> names, final Path path) {
		writeLabels(labels, largest, path);
	}

	/**
	 * Gets all files of an image. Unless overridden, there is one.
	 *
	 * @param exists true for those that {@link #read} reads, false for those that {@link #write} writes
	 */
	default List<Path> files(final Path path, final boolean exists) {
		return List.of(path);
	}

	/**
	 * Makes sure, before long work begins, that its result can be written. Unless overridden, looks at the files.
	 *
	 * @throws sc.fiji.cairn.CairnException if their folder cannot be made or written to
	 */
	default void requireWritable(final Path path) {
		files(path, false).forEach(WholeFile::requireWritable);
	}
}
