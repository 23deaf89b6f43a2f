// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.Macro;

import sc.fiji.cairn.CairnException;

/** Tests {@link MacroOptions}. */
class MacroOptionsTest {

	@Test
	void splitsWordsBracketsQuotesAndBareKeys() {
		final Map<String, String> values = MacroOptions.split(
			"  images=[/my data/a;/b] size=64 flag note='two words' empty= last=[] ");
		assertEquals(List.of("images", "size", "flag", "note", "empty", "last"), List.copyOf(values.keySet()));
		assertEquals(List.of("/my data/a;/b", "64", "true", "two words", "", ""), List.copyOf(values.values()));
	}

	@Test
	void readsValuesAsImageJDoes() {
		final String options = "images=[a [b] c] size=64 text='x y' model=/m.zip output=[a=b c] ";
		MacroOptions.split(options).forEach((key, value) -> assertEquals(Macro.getValue(options, key, null), value, key));
	}

	@Test
	void anEqualsSignInAValueBelongsToIt() {
		assertEquals("b=c", MacroOptions.split("a=b=c").get("a"));
	}

	@Test
	void nothingGivesNothing() {
		assertTrue(MacroOptions.split("   ").isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=[open", "a='open", "=5", "a=1 [b c]", "a=1 a=2" })
	void refusesWhatCannotBeMeant(final String options) {
		assertThrows(CairnException.class, () -> MacroOptions.split(options));
	}

	@Test
	void namesTheKeyThatIsGivenTwice() {
		final CairnException exc = assertThrows(CairnException.class, () -> MacroOptions.split("size=1 size=2"));
		assertTrue(exc.getMessage().contains("\"size\""), exc.getMessage());
	}
}
