// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.SilentProgress;

/** Work that hangs has no successor, and does nothing more when it wakes up. */
class WatchTest {

	private final Watch watch = new Watch(new SilentProgress(), Duration.ofMillis(50));

	@Test
	void workThatCannotBeStoppedHasNoSuccessor() throws InterruptedException {
		final CountDownLatch disk = new CountDownLatch(1);
		final CountDownLatch over = new CountDownLatch(1);
		final AtomicReference<Exception> awake = new AtomicReference<>();
		final CairnException e = assertThrows(CairnException.class, () -> watch.over(signs -> {
			waitFor(disk);
			try {
				signs.alive();
			}
			catch (final IOException given) {
				awake.set(given);
			}
			over.countDown();
			return null;
		}));
		assertTrue(e.getMessage().startsWith("The download hangs and cannot be stopped"), e.getMessage());
		disk.countDown();
		over.await();
		assertEquals(InterruptedIOException.class, awake.get().getClass());
	}

	/** Waits as a disk that does not answer does: through interrupts. */
	private static void waitFor(final CountDownLatch disk) {
		while (disk.getCount() > 0)
			Thread.onSpinWait();
	}

	@Test
	void workThatEndsWhenItIsInterruptedMayBeTriedAgain() {
		final Exception e = assertThrows(IOException.class, () -> watch.over(signs -> {
			Thread.sleep(60_000);
			return null;
		}));
		assertEquals(HttpTimeoutException.class, e.getClass());
		assertFalse(Thread.currentThread().isInterrupted());
	}
}
