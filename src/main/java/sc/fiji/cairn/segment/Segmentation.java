package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * The result of segmenting a volume, on its grid and with its place in the world.
 *
 * @param labels value of the class of each voxel
 * @param largest largest value of the classes
 * @param probabilities probability of each class of each voxel, as channels in the order of the model's classes
 */
public record Segmentation(Volume labels, int largest, Optional<Volume> probabilities) {

	/**
	 * Saves the label image, and the probabilities, if there are any, as {@link #probabilityFile}.
	 *
	 * @param file of the label image
	 * @throws sc.fiji.cairn.CairnException if a file cannot be written
	 */
	public void save(final VolumeIO io, final Path file) {
		io.saveLabels(labels, largest, file);
		probabilities.ifPresent(shares -> io.save(shares, probabilityFile(file)));
	}

	/**
	 * Gets the file of the probabilities that belong to a label image: of the same name, in a folder of their own, so that
	 * a folder of label images holds nothing else.
	 */
	public static Path probabilityFile(final Path labels) {
		return labels.resolveSibling("probabilities").resolve(labels.getFileName());
	}
}
