// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Lets work come to its own end before the process does, be it by a signal, such as Ctrl-C, or because the user leaves
 * ImageJ.
 * <p>
 * Java takes a process down while its threads still work, and native code whose data are then gone takes it down with a
 * crash. So work that takes long registers; when the process is to end, everything that can be cancelled is, and the process
 * waits until no work is left: a training has then written its checkpoint, and the engine is at rest.
 * </p>
 * <p>
 * NB: a process ends once; the state here is as much the process's own.
 * </p>
 */
public final class ProcessEnd {

	/** What works. */
	public enum Kind {
		/** In Java alone, which may end at any moment. */
		JAVA,
		/** In native code, in the midst of which the process must not end in the usual way. */
		NATIVE
	}

	/** Work under way, until it is closed. */
	public interface Work extends AutoCloseable {

		@Override
		void close();
	}

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final ProcessEnd PROCESS = ofProcess();

	private final Duration patience;
	private final Runnable lastResort;
	private final Map<Kind, Integer> works = new EnumMap<>(Kind.class);
	private boolean underWay;

	/**
	 * @param patience how long to wait for work
	 * @param lastResort ends the process at once if native work goes on even then
	 */
	ProcessEnd(final Duration patience, final Runnable lastResort) {
		this.patience = patience;
		this.lastResort = lastResort;
	}

	private static ProcessEnd ofProcess() {
		final ProcessEnd end = new ProcessEnd(PATIENCE, ProcessEnd::kill);
		try {
			Runtime.getRuntime().addShutdownHook(new Thread(end::await, "Cairn ends"));
		}
		catch (final IllegalStateException e) {
			// NB: so says Java when the end has begun.
			end.underWay = true;
		}
		return end;
	}

	/** Tells whether the process is about to end, so that work should. */
	public static boolean isUnderWay() {
		return PROCESS.hasBegun();
	}

	/**
	 * Registers work that the end of the process is to wait for.
	 *
	 * @throws CancellationException if that has begun
	 */
	public static Work work(final Kind kind) {
		return PROCESS.begin(kind);
	}

	synchronized boolean hasBegun() {
		return underWay;
	}

	synchronized Work begin(final Kind kind) {
		if (underWay) throw new CancellationException("Cancelled, because the program ends.");
		works.merge(kind, 1, Integer::sum);
		return new Work() {

			private boolean open = true;

			@Override
			public void close() {
				if (open) end(kind);
				open = false;
			}
		};
	}

	private synchronized void end(final Kind kind) {
		works.merge(kind, -1, Integer::sum);
		notifyAll();
	}

	/** Cancels all work and waits for it; returns once the process may end. */
	void await() {
		if (isAtRest()) return;
		lastResort.run();
	}

	private synchronized boolean isAtRest() {
		underWay = true;
		final long end = System.nanoTime() + patience.toNanos();
		try {
			while (works.values().stream().anyMatch(count -> count > 0)) {
				final long left = (end - System.nanoTime()) / 1_000_000;
				if (left <= 0) break;
				wait(left);
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return works.getOrDefault(Kind.NATIVE, 0) == 0;
	}

	/** Ends this process as nothing in it can: Java has no way that spares native code its last orders. */
	private static void kill() {
		// NB: Windows ends all threads first, whatever they do.
		if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) return;
		try {
			new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start().waitFor();
		}
		catch (final IOException e) {
			// A system without this program: the usual end has to do.
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
