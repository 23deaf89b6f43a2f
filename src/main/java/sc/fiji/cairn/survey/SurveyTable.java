// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ij.measure.ResultsTable;

import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.evaluate.Csv;
import sc.fiji.cairn.volume.Geometry;

/**
 * Turns what a data set is like into a table, one line a case.
 * <p>
 * Columns: {@code case}, {@code image}, {@code label} (file names), {@code width}, {@code height}, {@code slices},
 * {@code channels}, {@code frames}, {@code spacing_x}, {@code spacing_y}, {@code spacing_z} (distances of voxels, in
 * {@code unit}), {@code unit}, {@code labels} (voxels, and share of the labelled ones, by value) and {@code problem}.
 * Cells of what is not there or cannot be read are empty. A file has the same lines (RFC 4180, UTF-8, decimal point).
 * </p>
 */
public final class SurveyTable {

	private static final List<String> COLUMNS = List.of("case", "image", "label", "width", "height", "slices", "channels",
		"frames", "spacing_x", "spacing_y", "spacing_z", "unit", "labels", "problem");

	/** Those from width to unit. */
	private static final int SIZE_COLUMNS = 9;

	private static final int DECIMALS = 4;

	private SurveyTable() {
		// Only static methods.
	}

	/** Makes a table; it is not shown. */
	public static ResultsTable of(final SurveyResult result) {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		table.setPrecision(DECIMALS);
		for (final SurveyedCase one : result.cases()) {
			final List<Object> cells = cells(one);
			table.addRow();
			for (int i = 0; i < cells.size(); i++) {
				if (cells.get(i) instanceof Number number) table.addValue(COLUMNS.get(i), number.doubleValue());
				else table.addValue(COLUMNS.get(i), cells.get(i).toString());
			}
		}
		return table;
	}

	/**
	 * Writes a file, all of it or nothing.
	 *
	 * @throws sc.fiji.cairn.CairnException if that fails
	 */
	public static void write(final SurveyResult result, final Path file) {
		final StringBuilder text = new StringBuilder(Csv.line(COLUMNS));
		for (final SurveyedCase one : result.cases())
			text.append(Csv.line(cells(one).stream().map(cell -> cell instanceof Number number ? Csv.number(number
				.doubleValue()) : cell.toString()).toList()));
		WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
	}

	private static List<Object> cells(final SurveyedCase one) {
		final List<Object> cells = new ArrayList<>(List.of(one.name(), file(one.image()), file(one.label())));
		cells.addAll(one.extent().map(SurveyTable::size).orElse(Collections.nCopies(SIZE_COLUMNS, "")));
		cells.add(one.voxels().isEmpty() ? "" : LabelShares.text(one.voxels()));
		cells.add(String.join(" ", one.problems()));
		return cells;
	}

	private static List<Object> size(final Extent extent) {
		final Geometry geometry = extent.geometry();
		return List.of(extent.width(), extent.height(), extent.slices(), extent.channels(), extent.frames(), geometry
			.spacingX(), geometry.spacingY(), geometry.spacingZ(), geometry.unit());
	}

	private static String file(final Optional<Path> file) {
		return file.map(path -> path.getFileName().toString()).orElse("");
	}
}
