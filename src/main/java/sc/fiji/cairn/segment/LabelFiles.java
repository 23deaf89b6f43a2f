// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Ledger;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * The label images that segmentations leave in a folder. Its {@link Ledger} tells them from those that somebody has drawn or
 * corrected, which are never replaced.
 */
public final class LabelFiles {

	private final VolumeIO io;
	private final Replacing replacing;
	private final Ledger ledger;

	/**
	 * Looks at a folder, which need not exist.
	 *
	 * @param replacing whether label images that Cairn has written may be replaced
	 */
	public LabelFiles(final Path folder, final VolumeIO io, final Replacing replacing) {
		this.io = io;
		this.replacing = replacing;
		ledger = Ledger.of(folder);
	}

	/** As above, for the folder that one label image is to be written to. */
	public static LabelFiles beside(final Path labels, final VolumeIO io, final Replacing replacing) {
		return new LabelFiles(labels.toAbsolutePath().getParent(), io, replacing);
	}

	/**
	 * Makes sure, before long work, that label images may be written.
	 *
	 * @param probabilities whether those are written, too
	 * @throws sc.fiji.cairn.UndecidedException if some exist, and the user has not said that they may be replaced
	 * @throws sc.fiji.cairn.CairnException if one exists that Cairn has not written, or that has been changed since, whatever
	 *           the user has said
	 */
	public void require(final List<Path> labels, final boolean probabilities) {
		final List<Path> files = labels.stream().flatMap(file -> files(file, probabilities).stream()).toList();
		files.forEach(ledger::requireOwn);
		replacing.requireAll(files);
	}

	/** Tells whether Cairn has written a file of the folder. */
	boolean knows(final Path file) {
		return ledger.knows(file);
	}

	/**
	 * Tells whether a label image, and the probabilities if they are wanted, are there as a segmentation of the same kind has
	 * written them, from the image as it is.
	 */
	boolean isDone(final Path image, final Path labels, final boolean probabilities, final SegmentationRecord record) {
		return files(labels, probabilities).stream().allMatch(file -> ledger.isDone(file, run -> SegmentationRecord.isSame(run,
			record.json())) && isNewer(file, image));
	}

	private static boolean isNewer(final Path file, final Path image) {
		try {
			return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(image)) >= 0;
		}
		catch (final IOException e) {
			throw new CairnException("The file " + image + " cannot be examined (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	/** Tells whether a segmentation ended while it wrote a label image. */
	boolean isUnfinished(final Path labels, final boolean probabilities) {
		return files(labels, probabilities).stream().anyMatch(ledger::isUnfinished);
	}

	/** Notes how the label images that follow are made. */
	public void begin(final SegmentationRecord record) {
		ledger.begin(record.json());
	}

	/**
	 * Saves a label image, and the probabilities if there are any.
	 *
	 * @throws sc.fiji.cairn.CairnException if a file cannot be written
	 */
	public void save(final Segmentation result, final Path labels) {
		ledger.write(files(labels, result.probabilities().isPresent()), () -> result.save(io, labels));
	}

	private List<Path> files(final Path labels, final boolean probabilities) {
		final List<Path> files = new ArrayList<>(io.files(labels));
		if (probabilities) files.addAll(io.files(Segmentation.probabilityFile(labels)));
		return files;
	}
}
