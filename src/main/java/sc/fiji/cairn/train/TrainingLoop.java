// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Scope;

/**
 * Trains: composes batches ahead, computes losses, updates weights, reports, and keeps checkpoints.
 * <p>
 * The course of a run depends on the learner and the options alone: not on the number of sampler threads, and not on
 * being stopped and resumed. At the end the weights are their moving average.
 * </p>
 *
 * @param <B> a batch
 */
public final class TrainingLoop<B extends AutoCloseable> {

	/** A cancel is looked for at least every so many milliseconds while there is nothing else to do. */
	private static final long POLL = 50;

	private final Learner<B> learner;
	private final TrainingOptions options;
	private final String run;
	private final TrainingLog log;
	private final TrainingListener audience;
	private final Progress progress;
	private final Pictures pictures;
	private final CheckpointClock clock;

	/**
	 * Prepares a run.
	 *
	 * @param run fingerprint of everything that decides the course of the run, one {@code key=value} a line; a
	 *          checkpoint is resumed only by a run with the same
	 * @param log receives every step; it ends up in checkpoints
	 * @param listeners hear of every step, after the log
	 * @param progress hears of every step, too; asked between steps whether to rest, to stop or to cancel
	 */
	public TrainingLoop(final Learner<B> learner, final TrainingOptions options, final String run, final TrainingLog log,
		final List<TrainingListener> listeners, final Progress progress)
	{
		this.learner = learner;
		this.options = options;
		this.run = run;
		this.log = log;
		this.progress = progress;
		audience = TrainingListener.all(Stream.concat(Stream.of(log, new ProgressLines(log, progress)), listeners.stream())
			.toList());
		pictures = new Pictures(audience, progress);
		clock = new CheckpointClock(options.checkpointInterval(), System.nanoTime());
	}

	/**
	 * Trains to the end, or until the user is content. The checkpoint then holds the last step; who has written down what
	 * was learnt deletes it, by {@link TrainingRun#finish}.
	 *
	 * @param scope owner of the optimiser's state
	 * @param name what to call it in the progress display, such as {@code Pretraining}
	 * @return false if the user has stopped it before the last step
	 * @throws DivergedException if the loss is not finite; the weights are the average up to the last good step
	 * @throws CancellationException if the user asks for it; a checkpoint is kept
	 */
	public boolean train(final Scope scope, final String name) {
		try (Scope own = scope.open()) {
			final Optimiser optimiser = new Optimiser(own, learner.trained(), options.optimisation());
			learner.averaging(optimiser.averages());
			final long start = resume(optimiser);
			audience.started(name, options.iterations(), log);
			final long end;
			try (Prefetcher<B> batches = new Prefetcher<>(learner::compose, start, options.iterations())) {
				end = steps(own, optimiser, batches, start);
			}
			optimiser.useAverage();
			return end == options.iterations();
		}
	}

	private long resume(final Optimiser optimiser) {
		if (!options.resume() || !Files.exists(options.checkpoint())) return 0;
		final Checkpoint checkpoint = Checkpoint.read(options.checkpoint(), run);
		optimiser.restore(checkpoint.arrays());
		log.restore(checkpoint.arrays().get("log"));
		progress.log("Going on after step " + checkpoint.step() + " of " + options.checkpoint() + ".");
		return checkpoint.step();
	}

	/** Does the steps; returns the number of steps that are then done. */
	private long steps(final Scope scope, final Optimiser optimiser, final Prefetcher<B> batches, final long start) {
		final Schedule schedule = new Schedule(options.rate(), options.iterations(), options.optimisation().warmUp(),
			options.optimisation().rest());
		// NB: a pause moves the beginning, so that speeds are those of the work.
		long begin = System.nanoTime();
		long step = start;
		for (; step < options.iterations(); step++) {
			if (progress.isPaused()) begin += rest(optimiser, step);
			do {
				if (progress.isCancelled()) {
					save(optimiser, step);
					throw new CancellationException("Cancelled after step " + step + "; the same command with resume=true goes on.");
				}
			}
			while (!batches.await(POLL));
			if (progress.isStopped()) {
				save(optimiser, step);
				progress.log("Stopped by the user after step " + step + " of " + options.iterations() + "; what has been learnt is kept.");
				break;
			}
			final double rate = schedule.at(step);
			final float[] result = step(scope, optimiser, batches, step, rate);
			final double seconds = (System.nanoTime() - begin) / 1e9;
			try {
				audience.stepped(new StepReport(step, result[0], result[1], rate, seconds, batches.waited()));
			}
			catch (final CancellationException e) {
				// Listeners that work for long, such as validation, look for themselves whether to stop. What they leave undone
				// they do when the training is resumed.
				save(optimiser, step + 1);
				throw e;
			}
			if ((step + 1) % options.checkpointEvery() == 0 || step + 1 == options.iterations() || clock.isDue(System.nanoTime()))
				save(optimiser, step + 1);
		}
		final double seconds = (System.nanoTime() - begin) / 1e9;
		if (start < step) progress.log(String.format(Locale.ROOT, "%.1f steps per second; the engine waited for data %.1f %% of the time.",
			(step - start) / seconds, 100 * batches.waited() / seconds));
		return step;
	}

	/**
	 * Waits until the user wants to go on, with a checkpoint that outlives a computer which is switched off meanwhile.
	 *
	 * @return how long it took, in nanoseconds
	 */
	private long rest(final Optimiser optimiser, final long step) {
		final long begin = System.nanoTime();
		save(optimiser, step);
		progress.log("Paused after step " + step + ".");
		try {
			while (progress.isPaused() && !progress.isCancelled() && !progress.isStopped())
				Thread.sleep(POLL);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw (CancellationException) new CancellationException("Interrupted.").initCause(e);
		}
		return System.nanoTime() - begin;
	}

	private float[] step(final Scope scope, final Optimiser optimiser, final Prefetcher<B> batches, final long step,
		final double rate)
	{
		try (B batch = batches.take(); Scope inner = scope.open()) {
			final NDArray loss = learner.loss(batch, inner);
			final float[] result = optimiser.step(inner, loss, rate);
			if (!Float.isFinite(result[0]) || !Float.isFinite(result[1])) {
				optimiser.useAverage();
				throw new DivergedException(step + 1);
			}
			optimiser.average(inner, step);
			pictures.show(() -> learner.preview(batch));
			return result;
		}
		catch (final EngineException e) {
			throw EngineFailure.explain(e, "a training step", "use a smaller batch, size or width");
		}
		catch (final RuntimeException e) {
			throw e;
		}
		catch (final Exception e) {
			throw new IllegalStateException("A batch could not be released.", e);
		}
	}

	private void save(final Optimiser optimiser, final long step) {
		final long begin = System.nanoTime();
		final var arrays = optimiser.state();
		arrays.put("log", log.toArray());
		new Checkpoint(step, run, arrays).write(options.checkpoint());
		clock.written(begin, System.nanoTime());
	}
}
