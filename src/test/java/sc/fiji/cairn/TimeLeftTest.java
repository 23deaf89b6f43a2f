// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests {@link TimeLeft}. */
class TimeLeftTest {

	@Test
	void isUnknownBeforeTheFirstUnit() {
		assertEquals(-1, new TimeLeft(10, 0).update(0, 5_000));
	}

	@Test
	void followsASteadySpeed() {
		final TimeLeft left = new TimeLeft(100, 0);
		for (int done = 1; done <= 100; done++)
			assertEquals((100 - done) * 200L, left.update(done, done * 200L), 1);
	}

	@Test
	void forgetsASlowStart() {
		final TimeLeft left = new TimeLeft(1000, 0);
		left.update(1, 10_000);
		long estimate = 0;
		for (int done = 2; done <= 400; done++)
			estimate = left.update(done, 10_000 + done * 100L);
		assertEquals(60_000, estimate, 600);
	}

	@Test
	void staysGoodOverManyUpdates() {
		final TimeLeft left = new TimeLeft(1_000_000, 0);
		long estimate = 0;
		for (int done = 1; done <= 500_000; done++)
			estimate = left.update(done, done);
		assertEquals(500_000, estimate, 5_000);
	}

	@Test
	void isWrittenForPeople() {
		assertEquals("0 s", TimeLeft.words(100));
		assertEquals("45 s", TimeLeft.words(45_200));
		assertEquals("3 min", TimeLeft.words(170_000));
		assertEquals("2 h 5 min", TimeLeft.words(7_500_000));
	}
}
