// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tests how many threads the engine gets. */
class ThreadsTest {

	@Test
	void thereIsOneACore() {
		assertEquals(8, Threads.choose(8, null, 0));
		assertEquals(1, Threads.choose(1, null, 0));
	}

	@Test
	void otherProcessesKeepTheCoresThatTheyUse() {
		assertEquals(2, Threads.choose(2, null, 0.1));
		assertEquals(1, Threads.choose(2, null, 0.5));
		assertEquals(1, Threads.choose(2, null, 1));
		assertEquals(10, Threads.choose(16, null, 0.4));
		assertEquals(1, Threads.choose(16, null, 1));
	}

	@Test
	void aNumberThatIsAskedForCountsMoreThanTheLoad() {
		assertEquals(2, Threads.choose(8, "2", 0));
		assertEquals(6, Threads.choose(8, "6", 1));
		assertEquals(3, Threads.choose(8, "3,1", 0));
		assertEquals(8, Threads.choose(8, "64", 0));
		assertEquals(8, Threads.choose(8, "many", 0));
		assertEquals(8, Threads.choose(8, "0", 0));
	}

	@Test
	void theShareOfOthersIsOne() {
		final Threads.Watch watch = Threads.Watch.start();
		final double share = watch.others();
		assertTrue(share >= 0 && share <= 1, "share " + share);
	}

	@Test
	void theLogSaysHowMany() {
		try (Torch torch = Torch.open("cpu")) {
			assertTrue(torch.description().matches("PyTorch \\S+ on the CPU, (1 thread|\\d+ threads).*"), torch.description());
		}
	}
}
