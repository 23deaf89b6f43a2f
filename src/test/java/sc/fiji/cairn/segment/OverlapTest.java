// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.Progress;

/** Tests {@link Overlap}. */
class OverlapTest {

	private final List<String> done = Collections.synchronizedList(new ArrayList<>());

	private Overlap<Integer> failing(final String what) {
		return new Overlap<>(item -> step("read", item, what), (item, window) -> step("work", item, what), (item, scores) -> step("give",
			item, what), Progress.SILENT);
	}

	private float[] step(final String name, final int item, final String failing) {
		if ((name + item).equals(failing)) throw new IllegalStateException(failing);
		done.add(name + item);
		return new float[] { item };
	}

	@Test
	void eachStepTakesTheItemsInOrder() {
		final Overlap<Integer> overlap = failing("none");
		overlap.run(List.of(0, 1, 2, 3));
		for (final String name : List.of("read", "work", "give"))
			assertEquals(List.of(name + 0, name + 1, name + 2, name + 3), done.stream().filter(one -> one.startsWith(name)).toList());
		assertEquals(4, overlap.given());
	}

	@Test
	void theNextIsReadAndTheLastHandedOnWhileOneIsWorkedOn() {
		final CountDownLatch read = new CountDownLatch(3);
		final CountDownLatch given = new CountDownLatch(1);
		final List<Boolean> met = new ArrayList<>();
		new Overlap<Integer>(item -> {
			read.countDown();
			return new float[0];
		}, (item, window) -> {
			if (item == 1) met.add(meet(read) && meet(given));
			return window;
		}, (item, scores) -> given.countDown(), Progress.SILENT).run(List.of(0, 1, 2));
		assertEquals(List.of(true), met);
	}

	private static boolean meet(final CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			return false;
		}
	}

	@Test
	void whatFailsEndsItAfterWhatCameBefore() {
		for (final String what : List.of("read2", "work2", "give2")) {
			final Overlap<Integer> overlap = failing(what);
			assertEquals(what, assertThrows(IllegalStateException.class, () -> overlap.run(List.of(0, 1, 2, 3))).getMessage());
			assertEquals(2, overlap.given(), what);
		}
	}

	@Test
	void whoCancelsIsHeardBeforeTheNextItem() {
		final Progress cancelling = new Progress() {

			@Override
			public void stage(final String name, final long total) {
				// Not told.
			}

			@Override
			public void advance(final long count, final String status) {
				// Not told.
			}

			@Override
			public void log(final String message) {
				// Not told.
			}

			@Override
			public boolean isCancelled() {
				return done.contains("work1");
			}
		};
		final Overlap<Integer> overlap = new Overlap<>(item -> step("read", item, ""), (item, window) -> step("work", item, ""), (item,
			scores) -> step("give", item, ""), cancelling);
		assertThrows(CancellationException.class, () -> overlap.run(List.of(0, 1, 2, 3)));
		assertTrue(!done.contains("work2"), done.toString());
	}
}
