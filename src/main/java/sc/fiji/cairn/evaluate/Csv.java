// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of tables of comma-separated values (RFC 4180, decimal point); no cell holds a line break. */
public final class Csv {

	private static final MathContext DIGITS = new MathContext(9);
	private static final String END_OF_LINE = "\r\n";

	private Csv() {
		// Only static methods.
	}

	/** Writes a line, with its end. */
	public static String line(final List<String> cells) {
		return cells.stream().map(Csv::quote).collect(Collectors.joining(",", "", END_OF_LINE));
	}

	private static String quote(final String cell) {
		final boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
		return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
	}

	/** Writes a number with nine digits; NaN, which stands for no value, becomes an empty cell. */
	public static String number(final double value) {
		if (Double.isNaN(value)) return "";
		if (value == 0) return "0";
		return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
	}

	/** Reads the cells of a line. */
	public static List<String> cells(final String line) {
		final List<String> cells = new ArrayList<>();
		final StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			final char c = line.charAt(i);
			if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
				cell.append(c);
				i++;
			}
			else if (c == '"') quoted = !quoted;
			else if (c == ',' && !quoted) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else cell.append(c);
		}
		cells.add(cell.toString());
		return cells;
	}

	/** Reads a number; an empty cell becomes NaN. */
	public static double number(final String cell) {
		return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
	}
}
