// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for work that does not look for itself whether the user has cancelled, such as reading a large file, and stops
 * waiting as soon as that is so. The work is then interrupted; if it does not mind, it ends unheard, in its own time. So it
 * must only compute its result.
 */
public final class Waiting {

	/** Milliseconds between two looks. */
	private static final long POLL = 50;

	private Waiting() {
		// Only static methods.
	}

	/**
	 * Does work in a thread of its own.
	 *
	 * @throws CancellationException if the user cancels before it is done
	 */
	public static <T> T call(final Supplier<T> work, final Progress progress) {
		progress.checkCancelled();
		final FutureTask<T> task = new FutureTask<>(work::get);
		final Thread thread = new Thread(task, "Cairn " + Thread.currentThread().getName());
		thread.setDaemon(true);
		thread.start();
		return get(task, progress);
	}

	/**
	 * Gets the result of work that another thread does; if it fails, so does this.
	 *
	 * @throws CancellationException if the user cancels before it is done
	 */
	public static <T> T get(final Future<T> task, final Progress progress) {
		try {
			while (true) {
				try {
					return task.get(POLL, TimeUnit.MILLISECONDS);
				}
				catch (final TimeoutException e) {
					progress.checkCancelled();
				}
			}
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw (CancellationException) new CancellationException("Interrupted.").initCause(e);
		}
		finally {
			task.cancel(true);
		}
	}

	/** Waits until nobody of those works any more, who are given no more work; what they have been given is done. */
	public static void forEnd(final ExecutorService threads) {
		threads.shutdown();
		boolean interrupted = false;
		while (!threads.isTerminated()) {
			try {
				threads.awaitTermination(1, TimeUnit.SECONDS);
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
