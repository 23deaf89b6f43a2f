// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import java.util.List;
import java.util.stream.Stream;

import net.imglib2.Interval;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.segment.BlockLabels;
import sc.fiji.cairn.segment.Segmenter;

/** The share of this process in a segmentation by blocks. Done twice it does no harm: what is there is skipped. */
public final class ShardedSegmentation {

	private final BlockWork work;
	private final Progress progress;

	/** Prepares a share. */
	public ShardedSegmentation(final BlockWork work, final Progress progress) {
		this.work = work;
		this.progress = progress;
	}

	/**
	 * Does a share of the blocks.
	 *
	 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
	 * @throws sc.fiji.cairn.CairnException if the memory does not suffice, or the model does not fit
	 */
	public void run(final Shard shard, final String device) {
		final List<Interval> todo = shard.of(work.blocks()).stream().filter(block -> !work.has(block)).toList();
		if (todo.isEmpty()) {
			progress.log("All blocks of shard " + shard + " are there already.");
			return;
		}
		count(shard);
		try (Segmenter segmenter = work.job().segmenter(device, progress)) {
			final BlockLabels prediction = work.prediction(segmenter);
			progress.stage("Segmenting blocks of shard " + shard, todo.size());
			for (int i = 0; i < todo.size(); i++) {
				progress.checkCancelled();
				work.predict(prediction, todo.get(i));
				progress.advance(i + 1L, "");
			}
		}
		progress.log("Segmented " + Words.count(todo.size(), "block") + " of shard " + shard +
			"; when all shards are done, the same command with shard=finish checks them and makes the image complete.");
	}

	/**
	 * Counts intensities: first this share, so that processes that run at the same time do different ones, then what is missing still,
	 * so that none waits for others.
	 */
	private void count(final Shard shard) {
		final List<Integer> all = Stream.iterate(0, part -> part + 1).limit(work.parts().size()).toList();
		for (int pass = 0; pass < work.passes(); pass++) {
			for (final int part : shard.of(all))
				work.count(pass, part, progress);
			for (int i = 0; i < all.size(); i++)
				work.count(pass, (i + shard.number()) % all.size(), progress);
		}
	}
}
