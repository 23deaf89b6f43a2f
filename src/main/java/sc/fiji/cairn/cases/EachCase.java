// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;

/** Reads files of cases, several at a time, but no more than the memory is good for. */
record EachCase(Progress progress) {

	/** Files that are being read may take this part of the Java heap together. */
	private static final int HEAP_SHARE = 8;

	/** Voxels take up to about so many times as many bytes in memory as in a packed file. */
	private static final int PACKED = 4;

	/**
	 * Reads a file of each case.
	 *
	 * @param stage what it is called
	 * @param file chooses the file
	 * @param reader reads it
	 * @return what the reader returns, in the order of the cases
	 */
	<R> List<R> read(final String stage, final List<Case> cases, final Function<Case, Path> file,
		final Function<Case, R> reader)
	{
		progress.stage(stage, cases.size());
		final long largest = cases.stream().map(file).mapToLong(EachCase::size).max().orElse(0);
		final long room = Runtime.getRuntime().maxMemory() / HEAP_SHARE / Math.max(1, PACKED * largest);
		final ExecutorService threads = Executors.newFixedThreadPool((int) Math.max(1, Math.min(Runtime.getRuntime()
			.availableProcessors(), room)));
		final AtomicInteger done = new AtomicInteger();
		try {
			final List<Callable<R>> tasks = cases.stream().map(one -> (Callable<R>) () -> {
				progress.checkCancelled();
				final R result = reader.apply(one);
				progress.advance(done.incrementAndGet(), one.name());
				return result;
			}).toList();
			final List<Future<R>> futures = tasks.stream().map(threads::submit).toList();
			final List<R> results = new ArrayList<>();
			for (final Future<R> future : futures)
				results.add(future.get());
			return results;
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new CairnException("Reading failed: " + e.getCause() + ".", e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CairnException("Reading was interrupted.", e);
		}
		finally {
			// NB: what they write to is about to be removed if one has failed.
			threads.shutdownNow();
			Waiting.forEnd(threads);
		}
	}

	private static long size(final Path file) {
		try {
			return Files.size(file);
		}
		catch (final IOException e) {
			// NB: reading it will tell.
			return 0;
		}
	}
}
