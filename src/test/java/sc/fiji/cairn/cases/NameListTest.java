// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Tests {@link NameList}. */
class NameListTest {

	@Test
	void blanksAroundItemsAndEmptyItemsDoNotCount() {
		assertEquals(List.of("a", "b c", "d"), NameList.split(" a; b c ; ;d;"));
		assertEquals(List.of(), NameList.split(" ; "));
		assertEquals(List.of(), NameList.split(""));
	}

	@Test
	void aSemicolonWrittenTwiceBelongsToTheItem() {
		assertEquals(List.of("a;1", "b"), NameList.split("a;;1; b"));
		assertEquals(List.of("a;", "b"), NameList.split("a;;;b"));
		assertEquals(List.of("a", ";b"), NameList.split("a; ;;b"));
		assertEquals("/data/a;;1", NameList.of(new File("/data/a;1")).replace('\\', '/'));
		assertEquals("", NameList.of(new File("")));
	}

	@Test
	void whatIsJoinedIsSplitAgain() {
		final Random random = new Random(1);
		final String letters = ";;;,{}[] \\'ü";
		for (int run = 0; run < 1000; run++) {
			final List<String> items = IntStream.range(0, 1 + random.nextInt(4)).mapToObj(item -> random.ints(1 + random.nextInt(4),
				0, letters.length()).collect(StringBuilder::new, (text, at) -> text.append(letters.charAt(at)), StringBuilder::append)
				.toString().trim()).filter(item -> !item.isEmpty()).toList();
			final String list = NameList.join(items);
			assertEquals(items, NameList.split(list), list);
		}
	}
}
