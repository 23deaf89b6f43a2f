// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;

/**
 * Reads what comes next, and hands on what came before, while the engine works: each of the three has one item at a time, and takes
 * them in order, so that results do not depend on who is faster. At most three windows and three arrays of scores exist.
 *
 * @param <T> what is read, such as the place of a block
 */
final class Overlap<T> {

	private final Function<T, float[]> read;
	private final BiFunction<T, float[], float[]> work;
	private final BiConsumer<T, float[]> give;
	private final Progress progress;
	private volatile int given;

	/**
	 * @param read gets the window of an item, in a thread of its own
	 * @param work makes scores of it, in the caller's thread
	 * @param give takes the scores, in a thread of its own
	 * @param progress asked before each item, and while one waits for another, whether to stop
	 */
	Overlap(final Function<T, float[]> read, final BiFunction<T, float[], float[]> work, final BiConsumer<T, float[]> give,
		final Progress progress)
	{
		this.read = read;
		this.work = work;
		this.give = give;
		this.progress = progress;
	}

	/** Does all items; what any of the three throws ends it, when the other two have come to rest. */
	void run(final List<T> items) {
		if (items.size() == 1) runAlone(items.get(0));
		else if (!items.isEmpty()) {
			final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
				final Thread thread = new Thread(task, "Cairn segmenting");
				thread.setDaemon(true);
				return thread;
			});
			try {
				run(items, threads);
			}
			finally {
				Waiting.forEnd(threads);
			}
		}
	}

	/** Does an item in the caller's thread. */
	private void runAlone(final T item) {
		progress.checkCancelled();
		give.accept(item, work.apply(item, read.apply(item)));
		given = 1;
	}

	private void run(final List<T> items, final ExecutorService threads) {
		Future<float[]> next = threads.submit(() -> read.apply(items.get(0)));
		Future<?> last = null;
		for (int i = 0; i < items.size(); i++) {
			final T item = items.get(i);
			final float[] window = Waiting.get(next, progress);
			if (i + 1 < items.size()) {
				final T following = items.get(i + 1);
				next = threads.submit(() -> read.apply(following));
			}
			progress.checkCancelled();
			final float[] scores = work.apply(item, window);
			if (last != null) Waiting.get(last, progress);
			final int before = i;
			last = threads.submit(() -> {
				give.accept(item, scores);
				given = before + 1;
			});
		}
		Waiting.get(last, progress);
	}

	/** Returns how many items have come to their end. */
	int given() {
		return given;
	}
}
