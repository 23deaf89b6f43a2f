// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

class CaseSplitTest {

	private static final List<String> ALL = List.of("1", "2", "a", "b", "c");

	@TempDir
	private Path folder;

	@BeforeEach
	void saveCases() throws IOException {
		for (final String name : ALL)
			for (final String part : List.of("images", "labels"))
				TestVolumes.write(folder.resolve(part).resolve(name + ".nii"), TestVolumes.floats(name, Geometry.unknown(), 2, 2, 2, (x, y,
					z) -> x));
	}

	private CaseSplit split(final String cases, final String validation) throws Exception {
		return ((LabelledCases) FileNamesTest.filled(FineTuneCommand.class, "images=[" + folder + "/images] labels=[" + folder +
			"/labels] cases=[" + cases + "] validation=[" + validation + "]")).split(9);
	}

	private static List<String> names(final List<Case> cases) {
		return cases.stream().map(Case::name).toList();
	}

	@Test
	void whichCasesValidateIsSaid() throws Exception {
		assertEquals("Trains on " + ALL.size() + " cases; none validates.", split("", "").words());
		final CaseSplit half = split("", ALL.get(1) + ";" + ALL.get(0));
		assertEquals("Trains on " + (ALL.size() - 2) + " cases and validates on 2 cases: " + ALL.get(0) + " and " + ALL.get(1) +
			".", half.words());
	}

	@Test
	void withoutValidationAllAreTrainedOn() throws Exception {
		assertEquals(ALL, names(split("", "").training()));
		assertEquals(List.of(), split("", "").validation());
		assertEquals(ALL, names(split("", "0").training()));
	}

	@Test
	void namedCasesAreValidatedAndNotTrainedOn() throws Exception {
		final CaseSplit split = split("", "b;1");
		assertEquals(List.of("b", "1"), names(split.validation()));
		assertEquals(List.of("2", "a", "c"), names(split.training()));
		assertEquals(List.of("a"), names(split("a;b", "b").training()));
	}

	@Test
	void aShareIsDrawnFromTheChosenCases() throws Exception {
		final CaseSplit split = split("", "0.4");
		assertEquals(2, split.validation().size());
		final List<String> both = new ArrayList<>(names(split.training()));
		both.addAll(names(split.validation()));
		Collections.sort(both);
		assertEquals(ALL, both);
		assertEquals(names(split.validation()), names(split("", ".4").validation()));
		assertEquals(1, split("a;b", "0.5").training().size());
	}

	@Test
	void aCaseMayBeCalledOne() throws Exception {
		final CaseSplit split = split("", "1");
		assertEquals(List.of("1"), names(split.validation()));
		assertEquals(4, split.training().size());
	}

	@Test
	void oneCaseMustBeLeft() throws Exception {
		for (final String given : List.of("a a", " 1.0")) {
			final String[] parts = given.split(" ");
			final CairnException e = assertThrows(CairnException.class, () -> split(parts[0], parts[1]));
			assertTrue(e.getMessage().contains("validation"), e.getMessage());
		}
	}

	@Test
	void anUnknownCaseIsNamed() throws Exception {
		final CairnException e = assertThrows(CairnException.class, () -> split("", "z"));
		assertTrue(e.getMessage().contains("'z'") && e.getMessage().contains("validation"), e.getMessage());
	}
}
