// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.evaluate.Csv;
import sc.fiji.cairn.study.Studies;
import sc.fiji.cairn.study.Study;

/** Tests the report of a study of trainings of a few steps. */
class StudyReportTest {

	@TempDir
	private Path folder;

	@Test
	void theReportHoldsTheNumbersOfTheTable() throws Exception {
		StudyReport.writer(TestPlugins.io(), TestPlugins.methods()).accept(new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of("scratch;hierarchical", "1;2;all", 2).in(folder), Progress.SILENT,
			state -> {}).run());
		final String markdown = Files.readString(folder.resolve("report.md"));
		assertTrue(markdown.contains("Finished: 9 of 9 runs."), markdown);
		final List<Map<String, String>> table = table();
		for (final String count : List.of("1", "2")) {
			final String mean = dice(table, row -> row.get("method").equals("scratch") && row.get("labelled").equals(count));
			final double[] draws = { 0, 0 };
			for (int draw = 1; draw <= 2; draw++) {
				final String number = "" + draw;
				draws[draw - 1] = Double.parseDouble(dice(table, row -> row.get("method").equals("scratch") && row.get("labelled")
					.equals(count) && row.get("draw").equals(number)));
			}
			final String cell = String.format(Locale.ROOT, "%s [%.3f, %.3f]", mean, Math.min(draws[0], draws[1]), Math.max(
				draws[0], draws[1]));
			assertTrue(markdown.lines().anyMatch(line -> line.startsWith("| scratch |") && line.contains(cell)), cell + " in " +
				markdown);
		}
		assertTrue(markdown.contains("from scratch, 5 steps: " + dice(table, row -> row.get("labelled")
			.equals("all")) + "."), markdown);
		assertTrue(markdown.contains("| 1 | hierarchical (HSSL-style) | "), markdown);
		assertTrue(markdown.contains("| labelled | method | chamber | wall | crescent |"), markdown);
		assertTrue(markdown.contains("](label-efficiency.png)") && markdown.contains("](examples.png)"), markdown);
	}

	private List<Map<String, String>> table() throws Exception {
		final List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
		final List<String> columns = Csv.cells(lines.get(0));
		return lines.stream().skip(1).map(Csv::cells).map(cells -> {
			final Map<String, String> row = new TreeMap<>();
			for (int i = 0; i < cells.size(); i++)
				row.put(columns.get(i), cells.get(i));
			return row;
		}).toList();
	}

	private static String dice(final List<Map<String, String>> table, final Predicate<Map<String, String>> rows) {
		return String.format(Locale.ROOT, "%.3f", table.stream().filter(rows).mapToDouble(row -> Double.parseDouble(row.get(
			"dice"))).average().orElseThrow());
	}

	@Test
	void thePageNeedsNoOtherFile() throws Exception {
		new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of("scratch+selftraining", "1", 1).in(folder), Progress.SILENT, StudyReport.writer(TestPlugins.io(), TestPlugins.methods())).run();
		final String html = Files.readString(folder.resolve("report.html"));
		final Matcher source = Pattern.compile("src=\"([^\"]*)\"").matcher(html);
		assertTrue(source.find());
		final String prefix = "data:image/png;base64,";
		assertTrue(source.group(1).startsWith(prefix));
		final BufferedImage embedded = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(source.group(1)
			.substring(prefix.length()))));
		final BufferedImage chart = ImageIO.read(folder.resolve("label-efficiency.png").toFile());
		assertEquals(chart.getWidth(), embedded.getWidth());
		assertTrue(source.find() && source.group(1).startsWith(prefix), "the examples");
		assertFalse(source.find());
		assertTrue(html.contains("with +selftraining 2 such trainings"), html);
		assertFalse(html.contains("<script") || html.contains("href="));
		assertFalse(html.contains("Difference to scratch"), "there is nothing to compare with it");
	}
}
