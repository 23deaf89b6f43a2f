// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileInfo;
import ij.macro.Interpreter;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;

/** Finds the image that a command works on, and shows what comes out. */
final class Images {

	/**
	 * An image to work on.
	 *
	 * @param file where it lies; empty if it is in memory only
	 * @param open the image in ImageJ; empty if it was read from its file
	 */
	record Source(Volume volume, Optional<Path> file, Optional<ImagePlus> open) {

		/** Gets the title of the open image, or the name of what was read. */
		String title() {
			return open.map(ImagePlus::getTitle).orElse(volume.name());
		}
	}

	private Images() {
		// Only static methods.
	}

	/**
	 * Gets the image that the user means.
	 *
	 * @param key of the parameter, for the message
	 * @param input title of an open image, or path of a file, or address of a Zarr image on the web, or empty for the active image;
	 *          an open image comes first
	 * @param progress asked, while a file is read, whether to cancel
	 * @return its volume is named by its title, or by its file without the extension
	 * @throws CairnException if there is no such image
	 */
	static Source find(final String key, final String input, final VolumeIO volumes, final Progress progress) {
		return find(key, input, 0, volumes, progress);
	}

	/**
	 * As above.
	 *
	 * @param series number of the image in a file that holds several, from 1; 0 for the only one
	 */
	static Source find(final String key, final String input, final int series, final VolumeIO volumes,
		final Progress progress)
	{
		require(key, input);
		final ImagePlus open = open(input);
		if (open != null && series > 0) throw CairnException.of("series", "The parameter series chooses among the images of a file, but " +
			open.getTitle() + " is open already; leave it out.");
		if (open != null) return new Source(ImagePlusVolumes.wrap(open), origin(open), Optional.of(open));
		if (VolumeIO.isAddress(input)) return new Source(Waiting.call(() -> volumes.open(URI.create(input), series), progress), Optional.empty(),
			Optional.empty());
		final Path file = Path.of(input);
		return new Source(Waiting.call(() -> volumes.open(file, series), progress), Optional.of(file), Optional.empty());
	}

	/**
	 * Makes sure that the image that the user means is there; the rest is as with {@link #find}.
	 *
	 * @throws CairnException if it is not
	 */
	static void require(final String key, final String input) {
		if (open(input) != null) return;
		if (input.isBlank()) throw new CairnException("No image is open; open one, or name a file as \"" + key + "\".");
		if (VolumeIO.isAddress(input)) return;
		if (!Files.exists(Path.of(input))) throw new CairnException("Neither an open image nor a file is called " + input +
			", as given as \"" + key + "\"; check the name.");
	}

	/** Gets the open image of a title, or the active one if that is empty; null if there is none. */
	static ImagePlus open(final String input) {
		return input.isBlank() ? WindowManager.getCurrentImage() : WindowManager.getImage(input);
	}

	/** Lists the titles of the open images, the active one first. */
	static List<String> titles() {
		final ImagePlus active = WindowManager.getCurrentImage();
		final Stream<String> first = active == null ? Stream.of() : Stream.of(active.getTitle());
		return Stream.concat(first, Arrays.stream(WindowManager.getImageTitles())).distinct().toList();
	}

	/** Says which image an empty title stands for. */
	static String active() {
		final ImagePlus active = WindowManager.getCurrentImage();
		return active == null ? "no image is open" : "the active image, " + active.getTitle();
	}

	/** ImageJ notes where an image was opened from or saved to. */
	static Optional<Path> origin(final ImagePlus image) {
		final FileInfo info = image.getOriginalFileInfo();
		if (info == null || info.fileName == null || info.directory == null || info.directory.isEmpty()) return Optional
			.empty();
		return Optional.of(new File(info.directory, info.fileName)).filter(File::isFile).map(File::toPath);
	}

	/**
	 * Makes sure, before long work begins, that labels can be saved without loss of their image.
	 *
	 * @throws CairnException if they would replace it, or cannot be written
	 */
	static void requireFree(final Path output, final Source source, final VolumeIO volumes) {
		volumes.requireSavable(output);
		requireApart(output, source.file(), volumes);
	}

	/**
	 * Makes sure, without reading an image, that labels do not replace theirs.
	 *
	 * @param input as with {@link #find}
	 * @throws CairnException if they would
	 */
	static void requireApart(final Path output, final String input, final VolumeIO volumes) {
		final ImagePlus open = open(input);
		requireApart(output, open != null ? origin(open) : Optional.of(input).filter(name -> !name.isBlank() && !VolumeIO.isAddress(
			name)).map(Path::of).filter(
			Files::exists), volumes);
	}

	private static void requireApart(final Path output, final Optional<Path> image, final VolumeIO volumes) {
		if (image.isPresent() && volumes.wouldReplace(output, image.get())) throw CairnException.of("output",
			"The parameter output would replace the image itself, " + output + "; choose another file for the labels.");
	}

	/**
	 * Shows an image under its title, followed by a number in brackets if an open image has that title.
	 * <p>
	 * NB: SciJava does not add outputs to the images of a macro that runs without windows; this does.
	 * </p>
	 */
	static void show(final ImagePlus image) {
		// NB: without a display ImageJ keeps images in batch mode only, which scripts in other languages do not turn on.
		if (GraphicsEnvironment.isHeadless()) Interpreter.batchMode = true;
		final String title = image.getTitle();
		for (int number = 2; WindowManager.getImage(image.getTitle()) != null; number++)
			image.setTitle(title + " (" + number + ")");
		image.show();
	}
}
