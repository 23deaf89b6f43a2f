// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what PyYAML reads, as far as descriptions go. */
class YamlReaderTest {

	@Test
	void blocksMayBeIndentedOrNot() {
		final Object expected = Map.of("a", List.of(Map.of("b", 1.0, "c", List.of("x", "y")), "z"), "d", Map.of("e", "f"));
		assertEquals(expected, YamlReader.read("a:\n- b: 1\n  c:\n  - x\n  - y\n- z\nd:\n  e: f\n"));
		assertEquals(expected, YamlReader.read("a:\n  -\n    b: 1\n    c:\n      - x\n      - y\n  -   z\n\nd:\n    e: f\n"));
		assertEquals(expected, YamlReader.read("{a: [{b: 1, c: [x, y]}, z], d: {e: f}}"));
		assertEquals(expected, YamlReader.read("---\n# first\na:   # list\n  - b: 1 # one\n    c: [x,\n        'y']\n  - z\nd: {\"e\": f}\n"));
	}

	@Test
	void longTextsGoOn() {
		assertEquals(Map.of("a", "one two\nthree", "b", "1 # 2", "c", "x: y", "d", "l1\n l2\n\nl3", "e", "f g\nh"), YamlReader.read(
			"a: one\n  two\n\n  three\nb: \"1 #\n  2\"\nc: 'x: y'\nd: |\n  l1\n   l2\n\n  l3\ne: >-\n  f\n  g\n\n  h\n"));
		assertEquals(Map.of("a", List.of("it's", "\"q\" µ\n")), YamlReader.read("a:\n- 'it''s'\n- \"\\\"q\\\" \\u00b5\\n\"\n"));
	}

	@ParameterizedTest
	@CsvSource({ "1e-6, 0.000001", "-.5, -0.5", "0.000001, 0.000001", "12, 12", ".inf, Infinity" })
	void numbersAreNumbers(final String text, final double number) {
		assertEquals(Map.of("a", number), YamlReader.read("a: " + text));
	}

	@Test
	void emptyValuesAreNone() {
		assertEquals(Arrays.asList(null, null, true, false, "0.5.4", "https://a.b/c#d"), YamlReader.read(
			"- ~\n-\n- true\n- False\n- 0.5.4\n- https://a.b/c#d\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a: &b c", "a: *b", "a: !!python/object:os.system x", "a: [1, 2", "a: \"b", "a: 1\n  b: 2\n c: 3",
		"a: 1\na: 2", "a: {b: 1]}", "a: 1\nb" })
	void whatIsBrokenOrMoreThanDataIsRefused(final String text) {
		assertThrows(IllegalArgumentException.class, () -> YamlReader.read(text));
	}

	@Test
	void nestingIsBounded() {
		assertThrows(IllegalArgumentException.class, () -> YamlReader.read("[".repeat(100_000) + "]".repeat(100_000)));
		assertThrows(IllegalArgumentException.class, () -> YamlReader.read("- ".repeat(10_000) + "a"));
	}
}
