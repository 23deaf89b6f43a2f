// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;

class EvaluationCsvTest {

	private static EvaluationResult result(final String unit) {
		final ClassScore first = new ClassScore(1, .5, 1 / 3.0, 2, 4, 1.5, 1e-9, 2e6, Absence.NONE);
		final ClassScore second = new ClassScore(1, 1, 1, 0, 0, 0, 4e6, 4e6, Absence.NONE);
		return new EvaluationResult(List.of(1, 2), List.of(new CaseScore("a, \"b\"", unit, List.of(first, ClassScore
			.absent(2))), new CaseScore("c", unit, List.of(second, ClassScore.absent(2)))));
	}

	@Test
	void writesOneLinePerCaseAndClassThenMeanAndSd() {
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.GERMANY);
		try {
			assertEquals(String.join("\r\n", "case,class,dice,iou,hd95_mm,hd_mm,assd_mm,prediction_mm3,truth_mm3," +
				"absent_in,n,unit", //
				"\"a, \"\"b\"\"\",1,0.5,0.333333333,2,4,1.5,0.000000001,2000000,,1,mm", //
				"\"a, \"\"b\"\"\",2,,,,,,0,0,both,0,mm", //
				"c,1,1,1,0,0,0,4000000,4000000,,1,mm", //
				"c,2,,,,,,0,0,both,0,mm", //
				"mean,1,0.75,0.666666667,1,2,0.75,2000000,3000000,,2,mm", //
				"sd,1,0.353553391,0.471404521,1.41421356,2.82842712,1.06066017,2828427.12,1414213.56,,2,mm", //
				"mean,2,,,,,,0,0,,0,mm", //
				"sd,2,,,,,,0,0,,0,mm", //
				"mean,all,0.75,0.666666667,1,2,0.75,2000000,3000000,,2,mm", //
				"sd,all,0.353553391,0.471404521,1.41421356,2.82842712,1.06066017,2828427.12,1414213.56,,2,mm", ""),
				EvaluationCsv.text(result("mm")));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void columnsSayTheUnit() {
		assertTrue(EvaluationCsv.text(result("pixel")).startsWith(
			"case,class,dice,iou,hd95_pixel,hd_pixel,assd_pixel,prediction_pixel3,truth_pixel3,absent_in,n,unit\r\n"));
	}

	@Test
	void leavesNothingBesideTheFile(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("new").resolve("scores.csv");
		EvaluationCsv.write(result("pixel"), file);
		EvaluationCsv.write(result("mm"), file);
		assertEquals(EvaluationCsv.text(result("mm")), Files.readString(file));
		try (var files = Files.list(file.getParent())) {
			assertEquals(List.of(file), files.toList());
		}
	}

	@Test
	void namesTheFileItCannotWrite(@TempDir final Path folder) throws Exception {
		final Path blocker = Files.writeString(folder.resolve("scores"), "in the way");
		final CairnException e = assertThrows(CairnException.class, () -> EvaluationCsv.write(result("mm"), blocker
			.resolve("scores.csv")));
		assertTrue(e.getMessage().contains("scores.csv"), e.getMessage());
		assertEquals("in the way", Files.readString(blocker));
	}

	@Test
	void theResultsTableHoldsTheSame() {
		final ResultsTable table = EvaluationTable.of(result("mm"));
		assertEquals(10, table.size());
		assertEquals("a, \"b\"", table.getStringValue("case", 0));
		assertEquals("", table.getStringValue("hd95_mm", 1));
		assertEquals("both", table.getStringValue("absent_in", 1));
		assertEquals(2.0, table.getValue("hd95_mm", 0));
		assertEquals("mean", table.getStringValue("case", 4));
		assertEquals(.75, table.getValue("dice", 4));
		assertEquals("all", table.getStringValue("class", 9));
	}
}
