// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** The result of segmenting a volume, on its grid and with its place in the world. */
public final class Segmentation {

	private final Volume labels;
	private final int largest;
	private final Volume probabilities;
	private final List<ClassCounts> counts;
	private final boolean streamed;

	Segmentation(final Volume labels, final int largest, final Optional<Volume> probabilities, final List<ClassCounts> counts,
		final boolean streamed)
	{
		this.labels = labels;
		this.largest = largest;
		this.probabilities = probabilities.orElse(null);
		this.counts = List.copyOf(counts);
		this.streamed = streamed;
	}

	/** Gets the value of the class of each voxel, or the number of its object, in 8, 16 or 32 bits. */
	public Volume labels() {
		return labels;
	}

	/** Returns the largest value that may occur in the labels. */
	public int largest() {
		return largest;
	}

	/** Gets the probability of each class of each voxel, as channels in the order of the model's classes. */
	public Optional<Volume> probabilities() {
		return Optional.ofNullable(probabilities);
	}

	/**
	 * Tells whether the labels are too large for the memory. They are then predicted when they are read, which is best done
	 * once, slice by slice, as {@link #save} does, and before the segmenter is closed.
	 */
	public boolean isStreamed() {
		return streamed;
	}

	/**
	 * Gets the volume of each class but background; if the labels are streamed, of the slices that have been read; of a
	 * time series, in the first time point.
	 */
	public List<ClassVolume> volumes() {
		return counts.get(0).volumes();
	}

	/**
	 * Gets the {@link #volumes()} of all time points.
	 *
	 * @param name of the image
	 * @return the volumes by this name; of a time series, those of each time point, by names with its number
	 */
	public Map<String, List<ClassVolume>> volumes(final String name) {
		final Map<String, List<ClassVolume>> volumes = new LinkedHashMap<>();
		for (int frame = 0; frame < counts.size(); frame++)
			volumes.put(counts.size() == 1 ? name : name + ", frame " + (frame + 1), counts.get(frame).volumes());
		return volumes;
	}

	/** Gets the same on the grid and in the place of an image that was turned before it was segmented. */
	Segmentation turned(final Reorientation back, final Volume image) {
		return new Segmentation(turned(labels, back, image), largest, probabilities().map(shares -> turned(shares, back,
			image)), counts, streamed);
	}

	private static Volume turned(final Volume result, final Reorientation back, final Volume image) {
		return new Volume(result.name(), result.axes(), back.of(result).data(), image.geometry(), image.header());
	}

	/** Gets the counts of all time points. */
	List<ClassCounts> counts() {
		return counts;
	}

	/**
	 * Saves the label image, and the probabilities, if there are any, as {@link #probabilityFile}.
	 *
	 * @param file of the label image
	 * @throws sc.fiji.cairn.CairnException if a file cannot be written
	 */
	public void save(final VolumeIO io, final Path file) {
		// NB: numbered objects have no names.
		final Map<Integer, String> names = new LinkedHashMap<>();
		if (volumes().stream().allMatch(one -> one.objects() < 0)) volumes().forEach(one -> names.put(one.value(), one.name()));
		io.saveLabels(labels, largest, names, file);
		probabilities().ifPresent(shares -> io.save(shares, probabilityFile(file)));
	}

	/**
	 * Gets the file of the probabilities that belong to a label image: of the same name, in a folder of their own, so that
	 * a folder of label images holds nothing else. Where the format of the label image holds nothing but labels, it is NIfTI.
	 */
	public static Path probabilityFile(final Path labels) {
		return labels.resolveSibling("probabilities").resolve(labels.getFileName().toString().replaceFirst(
			"(?i)\\.(seg\\.nrrd|geojson)$", ".nii.gz"));
	}
}
