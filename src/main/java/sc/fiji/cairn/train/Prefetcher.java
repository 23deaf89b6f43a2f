// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/**
 * Composes batches ahead of the step that needs them, on threads of its own, and hands them out in order.
 *
 * @param <B> a batch
 */
final class Prefetcher<B extends AutoCloseable> implements AutoCloseable {

	/** Batches composed ahead; more would only cost memory. */
	private static final int AHEAD = 3;

	private final ExecutorService threads;
	private final Deque<Future<B>> queue = new ArrayDeque<>();
	private final LongFunction<B> composer;
	private final long end;
	private long next;
	private long waited;

	Prefetcher(final LongFunction<B> composer, final long first, final long end) {
		this.composer = composer;
		this.end = end;
		next = first;
		final int count = Math.max(1, Math.min(AHEAD, Runtime.getRuntime().availableProcessors() - 1));
		threads = Executors.newFixedThreadPool(count, task -> {
			final Thread thread = new Thread(task, "Cairn sampler");
			thread.setDaemon(true);
			return thread;
		});
		while (queue.size() < AHEAD && next < end)
			submit();
	}

	private void submit() {
		final long step = next++;
		queue.add(threads.submit(() -> composer.apply(step)));
	}

	/**
	 * Waits for the batch of the next step, but not for long.
	 *
	 * @return true if {@link #take} will answer at once, be it by the reason why there is no batch
	 */
	boolean await(final long millis) {
		final long start = System.nanoTime();
		try {
			queue.element().get(millis, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (final TimeoutException e) {
			return false;
		}
		catch (final ExecutionException e) {
			return true;
		}
		catch (final InterruptedException e) {
			throw interrupted(e);
		}
		finally {
			waited += System.nanoTime() - start;
		}
	}

	private static CancellationException interrupted(final InterruptedException e) {
		Thread.currentThread().interrupt();
		return (CancellationException) new CancellationException("Interrupted.").initCause(e);
	}

	/** Gets the batch of the next step, waiting for it if need be. */
	B take() {
		final long start = System.nanoTime();
		try {
			final B batch = queue.remove().get();
			if (next < end) submit();
			return batch;
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(e.getCause());
		}
		catch (final InterruptedException e) {
			throw interrupted(e);
		}
		finally {
			waited += System.nanoTime() - start;
		}
	}

	/** Returns the seconds that {@link #take} has spent waiting. */
	double waited() {
		return waited / 1e9;
	}

	@Override
	public void close() {
		threads.shutdownNow();
	}
}
