// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.WholeFile;

/**
 * Writes scores as a CSV file (RFC 4180, UTF-8, decimal point).
 * <p>
 * Columns: {@code case}, {@code class}, {@code dice}, {@code iou}, {@code hd95_mm}, {@code hd_mm}, {@code assd_mm},
 * {@code prediction_mm3}, {@code truth_mm3}, {@code absent_in}, {@code n}, {@code unit}. A line per case and class is
 * followed by lines of case {@code mean} and {@code sd} per class and for class {@code all}. An empty cell has no value:
 * {@code absent_in} is {@code both} and the line does not enter the mean. Where {@code absent_in} is {@code prediction}
 * or {@code truth}, Dice and IoU are 0 and the distances are the image diagonal. {@code n} is the number of cases in
 * the Dice of the line. If the unit of length is not known to be a metric one, it replaces {@code mm} in the names.
 * </p>
 */
public final class EvaluationCsv {

	private EvaluationCsv() {}

	/**
	 * Writes a file, all of it or nothing.
	 *
	 * @param file to write or replace; its folder is made if need be
	 * @throws sc.fiji.cairn.CairnException if that fails
	 */
	public static void write(final EvaluationResult result, final Path file) {
		WholeFile.write(file, out -> out.write(text(result).getBytes(StandardCharsets.UTF_8)));
	}

	/** Returns the content of the file. */
	static String text(final EvaluationResult result) {
		final List<String> header = new ArrayList<>(List.of("case", "class"));
		for (final Measure measure : Measure.values()) header.add(measure.column(result.unit()));
		header.addAll(List.of("absent_in", "n", "unit"));
		final StringBuilder text = new StringBuilder(Csv.line(header));
		for (final Row row : Row.of(result)) {
			final List<String> cells = new ArrayList<>(List.of(row.name(), row.label()));
			for (final double value : row.values()) cells.add(Csv.number(value));
			cells.addAll(List.of(row.absentIn(), "" + row.n(), row.unit()));
			text.append(Csv.line(cells));
		}
		return text.toString();
	}

}
