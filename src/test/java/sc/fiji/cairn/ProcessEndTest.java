// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

/** The process waits for work to end, but not for ever. */
class ProcessEndTest {

	private final AtomicInteger killed = new AtomicInteger();

	private ProcessEnd end(final Duration patience) {
		return new ProcessEnd(patience, killed::incrementAndGet);
	}

	@Test
	void withoutWorkItEndsAtOnce() {
		final ProcessEnd end = end(Duration.ofMinutes(1));
		end.begin(ProcessEnd.Kind.NATIVE).close();
		assertFalse(end.hasBegun());
		end.await();
		assertTrue(end.hasBegun());
		assertEquals(0, killed.get());
	}

	@Test
	void workThatLooksForTheEndIsWaitedFor() throws Exception {
		final ProcessEnd end = end(Duration.ofMinutes(1));
		final CountDownLatch works = new CountDownLatch(1);
		final AtomicInteger saved = new AtomicInteger();
		final Thread worker = new Thread(() -> {
			try (ProcessEnd.Work work = end.begin(ProcessEnd.Kind.NATIVE)) {
				works.countDown();
				while (!end.hasBegun())
					Thread.onSpinWait();
				saved.incrementAndGet();
			}
		});
		worker.start();
		works.await();
		end.await();
		assertEquals(1, saved.get());
		assertEquals(0, killed.get());
	}

	@Test
	void nativeWorkThatDoesNotEndIsEndedFromOutside() {
		final ProcessEnd end = end(Duration.ofMillis(20));
		final ProcessEnd.Work work = end.begin(ProcessEnd.Kind.NATIVE);
		end.await();
		assertEquals(1, killed.get());
		work.close();
		work.close();
		end.await();
		assertEquals(1, killed.get());
	}

	@Test
	void workInJavaAloneMayBeLeft() {
		final ProcessEnd end = end(Duration.ofMillis(20));
		end.begin(ProcessEnd.Kind.JAVA);
		end.await();
		assertEquals(0, killed.get());
	}

	@Test
	void nothingBeginsAfterwards() {
		final ProcessEnd end = end(Duration.ofMinutes(1));
		end.await();
		assertThrows(CancellationException.class, () -> end.begin(ProcessEnd.Kind.JAVA));
	}
}
