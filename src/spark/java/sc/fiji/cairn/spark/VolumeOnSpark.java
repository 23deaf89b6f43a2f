// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.segment.LabelFiles;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.SegmentationRecord;
import sc.fiji.cairn.segment.blocks.BlockFinish;
import sc.fiji.cairn.segment.blocks.BlockJob;
import sc.fiji.cairn.segment.blocks.BlockWork;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Selection;

/** Segments one volume: counts intensities, predicts blocks, joins components, as stages of Spark; what is done is skipped. */
final class VolumeOnSpark {

	private static final Set<String> KEYS = Set.of("input", "model", "output", "series", "channel", "frame", "scale", "flips", "largest",
		"minimum", "holes", "instances", "precision");
	private static final long PAUSE = 500;

	private final JavaSparkContext spark;
	private final Progress progress;
	private final BlockJob job;
	private final Path output;
	private final SegmentationRecord record;

	VolumeOnSpark(final JavaSparkContext spark, final Keys keys, final Progress progress) {
		keys.require(KEYS);
		this.spark = spark;
		this.progress = progress;
		output = Path.of(keys.text("output")).toAbsolutePath().normalize();
		final Selection selection = new Selection(keys.number("channel", 0), keys.number("frame", 0), keys.number("scale", 0));
		final PostprocessingOptions after = new PostprocessingOptions(keys.isTrue("largest"), keys.real("minimum"), keys.isTrue("holes"), keys
			.isTrue("instances"));
		final Path model = Path.of(keys.text("model"));
		final Precision precision = Precision.valueOf(keys.choice("precision", List.of("float32", "bfloat16")).toUpperCase(Locale.ROOT));
		job = BlockJob.of(keys.text("input"), keys.number("series", 0), selection, model, keys.isTrue("flips"), precision, after);
		record = SegmentationRecord.of(List.of(model), keys.isTrue("flips"), after, selection, keys.number("series", 0), new Computer("auto",
			precision));
	}

	/** What a task does with one piece of work. */
	private interface Piece extends Serializable {

		void run(Worker worker, int piece);
	}

	void run() {
		final LabelFiles files = LabelFiles.beside(output, Worker.io(), new Replacing(false));
		if (Files.exists(output) && files.knows(output)) {
			progress.log("The labels " + output + " are complete already.");
			return;
		}
		files.require(List.of(output), false);
		final BlockWork work = BlockWork.begin(output, job, Worker.io());
		for (int pass = 0; pass < work.passes(); pass++) {
			final int number = pass;
			each("Counting intensities", IntStream.range(0, work.parts().size()).boxed().toList(), (worker, part) -> worker.work().count(
				number, part, Progress.SILENT));
		}
		final List<Interval> blocks = work.blocks();
		each("Segmenting blocks", IntStream.range(0, blocks.size()).filter(block -> !work.has(blocks.get(block))).boxed().toList(),
			Worker::predict);
		final BlockFinish finish = new BlockFinish(work, progress);
		finish.requireComplete();
		final List<Integer> all = IntStream.range(0, work.files().size()).boxed().toList();
		if (job.largest() || job.minimum() > 0 || job.instances()) {
			each("Finding components", all, (worker, file) -> new BlockFinish(worker.work(), Progress.SILENT).components(file));
			finish.merge();
			each("Cleaning", all, (worker, file) -> new BlockFinish(worker.work(), Progress.SILENT).clean(file));
		}
		files.begin(record);
		files.write(output, finish::publish);
	}

	/** Does pieces of work, a task each, and tells meanwhile how far they are. */
	private void each(final String stage, final List<Integer> pieces, final Piece piece) {
		if (pieces.isEmpty()) return;
		final BlockJob done = job;
		final String target = output.toString();
		final LongAccumulator count = spark.sc().longAccumulator(stage);
		progress.stage(stage, pieces.size());
		final JavaFutureAction<Void> tasks = spark.parallelize(pieces, pieces.size()).foreachAsync(number -> {
			Worker.run(done, target, worker -> piece.run(worker, number));
			count.add(1);
		});
		try {
			while (!tasks.isDone()) {
				Thread.sleep(PAUSE);
				progress.advance(count.value(), "");
			}
			tasks.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CairnException("The work was cancelled.", e);
		}
		catch (final ExecutionException e) {
			throw new CairnException(stage + " failed (" + e.getCause().getMessage() + "); mend it and submit the same again.", e);
		}
	}
}
