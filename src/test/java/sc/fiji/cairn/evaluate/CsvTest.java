// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class CsvTest {

	@Test
	void linesAreReadAsTheyWereWritten() {
		final List<String> cells = List.of("a", "", "b,c", "say \"d\"", "\"", ",");
		final String line = Csv.line(cells);
		assertEquals("a,,\"b,c\",\"say \"\"d\"\"\",\"\"\"\",\",\"\r\n", line);
		assertEquals(cells, Csv.cells(line.stripTrailing()));
	}

	@Test
	void numbersKeepNineDigits() {
		assertEquals("0.333333333", Csv.number(1 / 3.0));
		assertEquals("", Csv.number(Double.NaN));
		assertEquals(Double.NaN, Csv.number(""));
		assertEquals(0.25, Csv.number(Csv.number(0.25)));
	}
}
