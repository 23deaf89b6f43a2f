// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SeedsTest {

	@Test
	void numbersFollowFromThePlaceAlone() {
		final long early = Seeds.random(7, 3, 2).nextLong();
		Seeds.random(7, 900, 1).nextLong();
		Seeds.random(8, 3, 2).nextLong();
		assertEquals(early, Seeds.random(7, 3, 2).nextLong());
	}

	@Test
	void everyPlaceHasNumbersOfItsOwn() {
		final Set<Long> seen = new HashSet<>();
		for (long seed = -2; seed < 8; seed++)
			for (long step = 0; step < 40; step++)
				for (long item = -1; item < 15; item++)
					seen.add(Seeds.random(seed, step, item).nextLong());
		assertEquals(10 * 40 * 16, seen.size());
	}
}
