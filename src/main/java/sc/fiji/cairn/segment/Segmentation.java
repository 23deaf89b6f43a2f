package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * The result of segmenting a volume, on its grid and with its place in the world.
 *
 * @param labels value of the class of each voxel
 * @param probabilities probability of each class of each voxel, as channels in the order of the model's classes
 */
public record Segmentation(Volume labels, Optional<Volume> probabilities) {

	/**
	 * Saves the label image, and the probabilities, if there are any, beside it as {@code NAME-probabilities}.
	 *
	 * @param file of the label image
	 * @throws sc.fiji.cairn.CairnException if a file cannot be written
	 */
	public void save(final VolumeIO io, final Path file) {
		io.save(labels, file);
		final String stem = CaseFolder.baseName(file);
		final String ending = file.getFileName().toString().substring(stem.length());
		probabilities.ifPresent(shares -> io.save(shares, file.resolveSibling(stem + "-probabilities" + ending)));
	}
}
