// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * The folder that the label images of a folder of volumes are written to. It is one for predictions alone: neither that of
 * the volumes, nor one that holds label images of other origin.
 */
public final class PredictionFolder {

	private final SegmentFolderOptions options;
	private final VolumeIO io;
	private final Shard shard;
	private final LabelFiles files;

	/** Looks at the output of a segmentation. */
	public PredictionFolder(final SegmentFolderOptions options, final VolumeIO io) {
		this(options, io, Shard.ALL);
	}

	/** As above, for one of several processes that write to the folder. */
	public PredictionFolder(final SegmentFolderOptions options, final VolumeIO io, final Shard shard) {
		this.options = options;
		this.io = io;
		this.shard = shard;
		files = new LabelFiles(options.output(), io, options.replacing(), shard);
	}

	/**
	 * Makes sure that shards have left a label image of each case, and brings their notes together.
	 *
	 * @throws CairnException if one is missing
	 */
	void finish() {
		final SegmentationRecord record = record();
		final List<Case> missing = options.cases().stream().filter(one -> !files.isDone(one.image(), labels(one), options.probabilities(), record))
			.toList();
		if (!missing.isEmpty()) throw new CairnException("Of the " + options.cases().size() + " images, " + missing.size() +
			" have no label image in " + options.output() + ", such as " + missing.get(0).name() +
			"; run the shards that did not end well again, then finish.");
		files.absorb();
	}

	/**
	 * Makes sure, without reading an image, that the label images replace neither images nor each other, nor any label image
	 * but those that Cairn has written and nobody has changed.
	 *
	 * @throws sc.fiji.cairn.UndecidedException if there are some of those, and it is not decided that they may be replaced
	 * @throws CairnException if the folder is not one for these label images
	 */
	public void require() {
		requireApart();
		requirePredictions();
		files.require(left().stream().map(this::labels).filter(file -> !options.resume() || !files.isUnfinished(file, options
			.probabilities())).toList(), options.probabilities());
	}

	/**
	 * Gets the volumes to segment: all, or those that an interrupted segmentation has left, if this one goes on with it.
	 */
	List<Case> left() {
		final List<Case> share = shard.of(options.cases());
		if (!options.resume()) return share;
		final SegmentationRecord record = record();
		return share.stream().filter(one -> !files.isDone(one.image(), labels(one), options.probabilities(), record)).toList();
	}

	private Path labels(final Case one) {
		return options.output(one.name());
	}

	private SegmentationRecord record() {
		return SegmentationRecord.of(options.models(), options.flips(), options.after(), options.selection(), options.series(),
			options.computer());
	}

	/**
	 * Makes sure that all can be written, and notes how it is made.
	 *
	 * @throws CairnException if a folder cannot be made or written to
	 */
	LabelFiles begin() {
		for (final Case one : options.cases()) {
			io.requireSavable(options.output(one.name()));
			if (options.probabilities()) io.requireSavable(Segmentation.probabilityFile(options.output(one.name())));
		}
		files.begin(record());
		return files;
	}

	private void requireApart() {
		final Map<Path, Path> sources = new HashMap<>();
		for (final Case one : options.cases()) {
			final Path file = options.output(one.name());
			final Path source = one.image().toAbsolutePath().getParent();
			if (isSame(source, options.output())) throw CairnException.of("output", "The parameter output names the folder of the " +
				"images, " + options.output() + "; choose another folder.");
			if (isIn(source, options.output()) && !isSame(source, Segmentation.probabilityFile(file).getParent()))
				throw CairnException.of("output", "The parameter output, " + options.output() + ", holds the folder of the images, " + source +
					"; choose another folder.");
			final Path twin = sources.put(file, one.image());
			if (twin != null) throw new CairnException("The images " + twin + " and " + one.image() +
				" have the same name, so one label image would replace the other; segment their folders one at a time.");
			if (options.probabilities() && isSame(source, Segmentation.probabilityFile(file).getParent()))
				throw new CairnException("The images are in the folder for the probabilities, " + source +
					"; choose another folder as output.");
		}
	}

	/** A folder of label images that somebody has drawn would become one of label images of any origin. */
	private void requirePredictions() {
		if (!Files.isDirectory(options.output())) return;
		for (final Path file : images()) {
			if (!files.knows(file)) throw new CairnException("The folder " + options.output() +
				" given as \"output\" holds images that Cairn Segment Folder has not written, such as " + file.getFileName() +
				"; choose a folder for predictions alone.");
			// NB: as Windows and macOS do, without a difference between A and a.
			final Optional<Case> twin = options.cases().stream().filter(one -> one.name().equalsIgnoreCase(CaseFolder.baseName(file)))
				.findFirst();
			if (twin.isPresent() && !file.getFileName().toString().equalsIgnoreCase(options.output(twin.get().name())
				.getFileName().toString())) throw new CairnException("The folder " + options.output() + " holds " + file
					.getFileName() + " already, a label image of the same name in another format; choose another folder, or format.");
		}
	}

	/** Lists what may be a label image. */
	private List<Path> images() {
		try (Stream<Path> list = Files.list(options.output())) {
			return list.filter(file -> !file.getFileName().toString().startsWith(".")).filter(
				io::isWritable).sorted().toList();
		}
		catch (final IOException e) {
			throw unreadable(options.output(), e);
		}
	}

	private static boolean isSame(final Path one, final Path other) {
		try {
			return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
		}
		catch (final IOException e) {
			throw unreadable(other, e);
		}
	}

	private static boolean isIn(final Path inner, final Path outer) {
		if (!Files.isDirectory(outer)) return false;
		try {
			return inner.toRealPath().startsWith(outer.toRealPath());
		}
		catch (final IOException e) {
			throw unreadable(outer, e);
		}
	}

	private static CairnException unreadable(final Path folder, final IOException cause) {
		return new CairnException("The folder " + folder + " cannot be examined (" + cause.getMessage() +
			"); check its permissions.", cause);
	}
}
