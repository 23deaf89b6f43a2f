// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Tests {@link Words}. */
class WordsTest {

	@Test
	void oneIsSingular() {
		assertEquals("1 case", Words.count(1, "case"));
		assertEquals("0 cases", Words.count(0, "case"));
		assertEquals("2 test cases", Words.count(2, "test case"));
	}

	@Test
	void longListsAreCut() {
		assertEquals("none", Words.list(List.of(), 3));
		assertEquals("a", Words.list(List.of("a"), 3));
		assertEquals("a and b", Words.list(List.of("a", "b"), 3));
		assertEquals("a, b and c", Words.list(List.of("a", "b", "c"), 3));
		assertEquals("a, b and 2 more", Words.list(List.of("a", "b", "c", "d"), 2));
	}
}
