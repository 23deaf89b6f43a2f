// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

	@Test
	void sharesMakeUpAll() {
		final List<String> pieces = List.of("a", "b", "c", "d", "e");
		assertEquals(List.of("a", "d"), Shard.of("1/3").of(pieces));
		assertEquals(List.of("b", "e"), Shard.of("2/3").of(pieces));
		assertEquals(List.of("c"), Shard.of(" 3/3 ").of(pieces));
		assertEquals(pieces, Shard.of("").of(pieces));
		assertEquals(List.of(), Shard.of("9/9").of(pieces));
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "3/", "a/b", "0/3", "4/3", "1/0", "-1/3", "1/3/3" })
	void nonsenseIsRefused(final String text) {
		final CairnException e = assertThrows(CairnException.class, () -> Shard.of(text));
		assertEquals(Optional.of("shard"), e.parameter());
	}
}
