// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Ledger;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Segments every volume of a folder.
 */
public final class FolderSegmentation {

	/** Hears of the volumes that are done. */
	@FunctionalInterface
	public interface Listener {

		/** Hears of one volume: its name, and how large the classes are in it. */
		void segmented(String name, List<ClassVolume> volumes);
	}

	private final VolumeIO io;
	private final SegmentFolderOptions options;
	private final Progress progress;

	/** Prepares the segmentation of a folder. */
	public FolderSegmentation(final VolumeIO io, final SegmentFolderOptions options, final Progress progress) {
		this.io = io;
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Segments the volumes and writes a label image for each, and the list of them, {@value Ledger#NAME}. It goes on past a
	 * volume that cannot be segmented, and fails at the end.
	 *
	 * @return the number of volumes
	 * @throws sc.fiji.cairn.UndecidedException if there are label images already, and it is not decided that they may be replaced
	 * @throws sc.fiji.cairn.CairnException if a parameter is wrong, or the output holds what Cairn has not written: nothing is
	 *           then written; or if volumes could not be segmented: label images of the others stay
	 */
	public int run() {
		return run((name, volumes) -> {});
	}

	/** As {@link #run()}, telling a listener of each volume. */
	public int run(final Listener listener) {
		return run(Shard.ALL, listener);
	}

	/** Makes sure that shards have segmented all volumes, and brings their notes together. */
	public void finish() {
		new PredictionFolder(options, io).finish();
	}

	/** As {@link #run(Listener)}, for one of several processes that share the volumes, of which it does its share. */
	public int run(final Shard shard, final Listener listener) {
		final Ensemble models = Ensemble.read(options.models());
		// NB: what is refused must not make the folder.
		if (!Files.isDirectory(options.output())) new PredictionFolder(options, io, shard).require();
		final Path notes = Ledger.file(options.output(), shard);
		WholeFile.requireWritable(notes);
		try (WorkLock lock = WorkLock.of(notes, "The list of label images")) {
			return run(models, shard, listener);
		}
	}

	private int run(final Ensemble models, final Shard shard, final Listener listener) {
		final List<Case> cases = shard.of(options.cases());
		final PredictionFolder folder = new PredictionFolder(options, io, shard);
		folder.require();
		final List<Case> left = folder.left();
		if (left.size() < cases.size()) progress.log("Of " + Words.count(cases.size(), "image") + ", " + (cases.size() - left.size()) +
			" have their label images from an interrupted run.");
		if (left.isEmpty() && !cases.isEmpty()) return cases.size();
		final LabelFiles files = folder.begin();
		final Map<Case, CairnException> failures = new LinkedHashMap<>();
		try (Segmenter segmenter = new Segmenter(models, options.computer(), options.flips(), progress)) {
			for (final Case one : left) {
				try {
					segment(one, segmenter, files, listener);
				}
				catch (final CairnException e) {
					failures.put(one, e);
					progress.log(one.image() + " was not segmented: " + e.getMessage());
				}
			}
		}
		if (failures.size() < cases.size()) progress.log("Wrote " + Words.count(cases.size() - failures.size(),
			"label image") + " to " + options.output() + ".");
		if (!failures.isEmpty()) throw failed(failures, cases.size() - failures.size());
		return cases.size();
	}

	private void segment(final Case one, final Segmenter segmenter, final LabelFiles files,
		final Listener listener)
	{
		final Volume image = Waiting.call(() -> io.open(one.image(), options.series()), progress);
		progress.log("Read " + one.name() + ": " + image.summary() + ".");
		final Volume selected = options.selection().of(image, one.image().toString());
		final Segmentation result = TimeSeries.segment(segmenter, selected, options.probabilities(), options.after());
		files.save(result, options.output(one.name()));
		result.volumes(one.name()).forEach(listener::segmented);
	}

	private CairnException failed(final Map<Case, CairnException> failures, final int done) {
		final String others = done == 0 ? "" : done == 1 ? "; the other one is in " + options.output() : "; the " + done +
			" others are in " + options.output();
		final Map.Entry<Case, CairnException> first = failures.entrySet().iterator().next();
		final String reason = first.getValue().getMessage().replaceFirst("\\.$", "");
		if (failures.size() == 1) return new CairnException("The image " + first.getKey().image() + " was not segmented (" +
			reason + ")" + others + ".", first.getValue());
		return new CairnException(failures.size() + " images were not segmented, " + String.join(", ", failures.keySet().stream()
			.map(one -> one.image().getFileName().toString()).toList()) + " (the log holds the reasons, the first is: " + reason +
			")" + others + ".", first.getValue());
	}
}
