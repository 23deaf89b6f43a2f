// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/** Watches over work that may block for ever, and ends it when the user cancels or there is no sign of life. */
final class Watch {

	private static final long LOOK_MILLIS = 100;
	private static final long GRACE_MILLIS = 2_000;

	private final Progress progress;
	private final Duration patience;

	/** Work that may block. */
	interface Work<T> {

		/** Does the work; it has to end when its thread is interrupted and what it waits for is closed. */
		T run(Signs signs) throws IOException, InterruptedException;
	}

	/** What work tells about itself. */
	static final class Signs {

		private volatile long last = System.nanoTime();
		private volatile boolean ended;
		private volatile Closeable source = () -> {};

		/**
		 * Shows that the work is alive, before it changes anything.
		 *
		 * @throws InterruptedIOException if the work has been given up, so that others may have taken its place
		 */
		void alive() throws InterruptedIOException {
			if (ended) throw new InterruptedIOException("given up");
			last = System.nanoTime();
		}

		/** Says what the work waits for. NB: to read what an HTTP client receives goes on through interrupts. */
		void waitsFor(final Closeable closeable) {
			source = closeable;
		}
	}

	Watch(final Progress progress, final Duration patience) {
		this.progress = progress;
		this.patience = patience;
	}

	/**
	 * Does work in another thread.
	 *
	 * @throws HttpTimeoutException if there was no sign of life for longer than the patience lasts, and the work has ended
	 * @throws CairnException if it has not, so that nobody may take its place
	 * @throws CancellationException if the user has cancelled
	 */
	<T> T over(final Work<T> work) throws IOException {
		final Signs signs = new Signs();
		final FutureTask<T> task = new FutureTask<>(() -> work.run(signs));
		final Thread thread = new Thread(task, "Cairn download");
		thread.setDaemon(true);
		thread.start();
		try {
			while (true) {
				try {
					return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
				}
				catch (final TimeoutException e) {
					progress.checkCancelled();
					if (System.nanoTime() - signs.last > patience.toNanos()) throw silent(thread, signs);
				}
			}
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof IOException cause) throw cause;
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			throw new IOException(e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted.");
		}
		finally {
			end(thread, signs);
		}
	}

	/** Two threads must not write to one file: the next attempt has to wait for this one to end. */
	private HttpTimeoutException silent(final Thread thread, final Signs signs) throws IOException {
		end(thread, signs);
		if (thread.isAlive()) throw new CairnException("The download hangs and cannot be stopped, perhaps because its disk " +
			"does not answer; start ImageJ again and run the same command, which goes on where it stopped.");
		return new HttpTimeoutException("no data for " + patience.toMillis() / 1000.0 + " s");
	}

	private static void end(final Thread thread, final Signs signs) throws IOException {
		signs.ended = true;
		thread.interrupt();
		signs.source.close();
		try {
			thread.join(GRACE_MILLIS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
