// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;

class SplitsTest {

	private static final String PATIENT = "patient(\\d+)_.*";

	@TempDir
	private Path folder;

	/** Two frames of each of ten patients. */
	private static List<String> cases() {
		return IntStream.rangeClosed(1, 10).boxed().flatMap(patient -> List.of(1, 12).stream().map(frame -> String.format(
			"patient%03d_frame%02d", patient, frame))).toList();
	}

	private static Splits random(final Studies studies, final List<String> cases) {
		return Splits.random(cases, name -> true, studies.in(Path.of("x")));
	}

	@Test
	void groupsStayTogetherAndDrawsAreNested() {
		final Studies studies = Studies.of("scratch", "1;2;4", 3).group(PATIENT, "0.25");
		final Splits splits = random(studies, cases());
		assertEquals(3 * 2, splits.test().size(), "a quarter, rounded up, of ten patients");
		assertEquals(7 * 2, splits.train().size());
		final Set<String> all = new HashSet<>(splits.train());
		all.addAll(splits.test());
		assertEquals(Set.copyOf(cases()), all);
		splits.draws().forEach((count, draws) -> draws.forEach(draw -> {
			assertEquals(2 * count, draw.size());
			assertEquals((long) count, draw.stream().map(name -> name.substring(0, 10)).distinct().count());
			assertTrue(splits.train().containsAll(draw));
		}));
		for (int draw = 0; draw < 3; draw++)
			assertTrue(splits.draws().get(4).get(draw).containsAll(splits.draws().get(2).get(draw)));
		assertEquals(3, new HashSet<>(splits.draws().get(4)).size());
		assertEquals(splits, random(studies, cases()));
	}

	@Test
	void testCasesMayBeNamed() {
		assertEquals(List.of("patient003_frame01", "patient003_frame12"), random(Studies.of("scratch", "1", 1).group(PATIENT,
			"003"), cases()).test());
		assertRefused("cases to train on and cases to score on", () -> random(Studies.of("scratch", "1", 1).group(PATIENT,
			"patient003_frame01"), cases()));
		assertRefused("only 9 are left", () -> random(Studies.of("scratch", "10", 1).group(PATIENT, "003"), cases()));
	}

	@Test
	void aFileNamesCasesOrGroupsOfThem() throws IOException {
		final Path file = folder.resolve("splits.json");
		Files.writeString(file, """
			{"train": ["patient001_frame01", "patient001_frame12", "patient002_frame01", "patient010_frame01"],
			"validation": ["patient003_frame01"], "note": "any",
			"labelled_draws": {"1": [["001"], ["patient010_frame01"]], "2": [["001", "010"]], "3": [["frame01"]]}}""");
		final Splits splits = Splits.of(SplitFile.read(file), cases(), name -> true, Studies.of("scratch", "1;2", 3).splits(file).in(
			folder));
		assertEquals(List.of(List.of("patient001_frame01", "patient001_frame12"), List.of("patient010_frame01")), splits
			.draws().get(1));
		assertEquals(List.of(List.of("patient001_frame01", "patient001_frame12", "patient010_frame01")), splits.draws().get(
			2));
		assertRefused("fits several groups of cases", () -> Splits.of(SplitFile.read(file), cases(), name -> true, Studies.of("scratch", "3",
			1).splits(file).in(folder)));
		assertRefused("has no draws of 4", () -> Splits.of(SplitFile.read(file), cases(), name -> true, Studies.of("scratch", "4", 1)
			.splits(file).in(folder)));
		splits.toFile().write(file);
		assertEquals(splits, Splits.of(SplitFile.read(file), cases(), name -> true, Studies.of("scratch", "1;2", 3).splits(file).in(
			folder)));
	}

	@Test
	void brokenFilesAreRefused() throws IOException {
		final Path file = folder.resolve("splits.json");
		assertRefused("does not exist", () -> SplitFile.read(file));
		for (final String text : List.of("", "[]", "{\"train\": [\"a\"]}", "{\"train\": 3}")) {
			Files.writeString(file, text);
			assertRefused(file.toString(), () -> SplitFile.read(file));
		}
	}

	@Test
	void aCaseOfBothPartsIsRefused() {
		final SplitFile file = new SplitFile();
		file.train = new ArrayList<>(List.of("patient001_frame01"));
		file.test = new ArrayList<>(List.of("patient001_frame12"));
		file.draws.put("1", List.of(List.of("patient001_frame01")));
		final Studies studies = Studies.of("scratch", "1", 1);
		assertEquals(List.of("patient001_frame12"), Splits.of(file, cases(), name -> true, studies.in(folder)).test());
		assertRefused("each case or group", () -> Splits.of(file, cases(), name -> true, studies.group(PATIENT, "0.2").in(folder)));
	}

	@Test
	void methodsAndCountsAreRead() {
		assertEquals(List.of("scratch", "global+selftraining"), StudyMethod.list("scratch; global + selftraining ;", TestPlugins.methods()).stream()
			.map(StudyMethod::name).toList());
		assertRefused("choose among scratch, ", () -> StudyMethod.list("globl", TestPlugins.methods()));
		assertRefused("choose among mixup, selftraining", () -> StudyMethod.list("global+more", TestPlugins.methods()));
		assertRefused("twice", () -> StudyMethod.list("global;global", TestPlugins.methods()));
		assertEquals(new Counts(List.of(1, 4), true), Counts.parse("4;all;1"));
		assertRefused("'0'", () -> Counts.parse("0;1"));
		assertRefused("no number", () -> Counts.parse("all"));
		assertNotEquals(Counts.parse("1"), Counts.parse("1;all"));
	}

	private static void assertRefused(final String part, final org.junit.jupiter.api.function.Executable executable) {
		final CairnException e = assertThrows(CairnException.class, executable);
		assertTrue(e.getMessage().contains(part), e.getMessage());
	}
}
