// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.scijava.Context;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.segment.BlockLabels;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.segment.blocks.BlockJob;
import sc.fiji.cairn.segment.blocks.BlockWork;
import sc.fiji.cairn.volume.VolumeFormatService;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * What an executor keeps from task to task: the engine with the model on it, and the image. All that has to do with the engine is done
 * by one thread, because settings of the engine are those of a thread.
 */
final class Worker {

	private static final VolumeIO IO = new Context(VolumeFormatService.class).service(VolumeFormatService.class).io();

	/** One for a JVM, which Spark gives no other place to keep something. */
	private static final Worker HERE = new Worker();

	private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
		final Thread made = new Thread(task, "cairn");
		made.setDaemon(true);
		return made;
	});

	private BlockWork work;
	private String target = "";
	private Segmenter segmenter;
	private BlockLabels prediction;

	private Worker() {
		// One for a JVM.
	}

	/** Does something with a job. */
	interface Step {

		void run(Worker worker);
	}

	/**
	 * Does something with a job in the thread of this JVM.
	 *
	 * @param output what the job is to become
	 * @throws CairnException if it fails
	 */
	static void run(final BlockJob job, final String output, final Step step) {
		try {
			HERE.thread.submit(() -> {
				HERE.open(job, output);
				step.run(HERE);
			}).get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CairnException("The task was cancelled.", e);
		}
		catch (final ExecutionException e) {
			throw e.getCause() instanceof CairnException told ? told : new CairnException("The task failed with " + e.getCause() + ".", e
				.getCause());
		}
	}

	/** Opens and saves volumes. */
	static VolumeIO io() {
		return IO;
	}

	private void open(final BlockJob job, final String output) {
		if (work != null && work.job().equals(job) && target.equals(output)) return;
		if (segmenter != null) segmenter.close();
		segmenter = null;
		work = BlockWork.begin(Path.of(output), job, IO);
		target = output;
	}

	/** Gets the job. */
	BlockWork work() {
		return work;
	}

	/** Predicts a block and writes it, unless that has been done. */
	void predict(final int block) {
		if (work.has(work.blocks().get(block))) return;
		if (segmenter == null) {
			segmenter = work.job().segmenter("auto", Progress.SILENT);
			prediction = work.prediction(segmenter);
		}
		work.predict(prediction, work.blocks().get(block));
	}
}
