// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

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
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;

class CaseSplitTest {

	private static final List<String> ALL = List.of("1", "2", "a", "b", "c");

	@TempDir
	private Path folder;

	@BeforeEach
	void saveCases() throws IOException {
		for (final String name : ALL)
			FineTunes.stripes(folder, name);
	}

	private CaseSplit split(final FineTunes tuning) {
		return CaseSplit.of(tuning.options(), new CaseFolder(TestPlugins.io()));
	}

	private static List<String> names(final List<Case> cases) {
		return cases.stream().map(Case::name).toList();
	}

	@Test
	void whichCasesValidateIsSaid() {
		assertEquals("Trains on " + ALL.size() + " cases; none validates.", split(FineTunes.in(folder)).words());
		final CaseSplit half = split(FineTunes.in(folder).validation(ALL.get(1), ALL.get(0)));
		assertEquals("Trains on " + (ALL.size() - 2) + " cases and validates on 2 cases: " + ALL.get(0) + " and " + ALL.get(1) +
			".", half.words());
	}

	@Test
	void withoutValidationAllAreTrainedOn() {
		assertEquals(ALL, names(split(FineTunes.in(folder)).training()));
		assertEquals(List.of(), split(FineTunes.in(folder)).validation());
		assertEquals(ALL, names(split(FineTunes.in(folder).validation("0")).training()));
	}

	@Test
	void namedCasesAreValidatedAndNotTrainedOn() {
		final CaseSplit split = split(FineTunes.in(folder).validation("b", "1"));
		assertEquals(List.of("b", "1"), names(split.validation()));
		assertEquals(List.of("2", "a", "c"), names(split.training()));
		assertEquals(List.of("a"), names(split(FineTunes.in(folder).cases("a", "b").validation("b")).training()));
	}

	@Test
	void aShareIsDrawnFromTheChosenCases() {
		final CaseSplit split = split(FineTunes.in(folder).validation("0.4"));
		assertEquals(2, split.validation().size());
		final List<String> both = new ArrayList<>(names(split.training()));
		both.addAll(names(split.validation()));
		Collections.sort(both);
		assertEquals(ALL, both);
		assertEquals(names(split.validation()), names(split(FineTunes.in(folder).validation(".4")).validation()));
		assertEquals(1, split(FineTunes.in(folder).cases("a", "b").validation("0.5")).training().size());
	}

	@Test
	void aCaseMayBeCalledOne() {
		final CaseSplit split = split(FineTunes.in(folder).validation("1"));
		assertEquals(List.of("1"), names(split.validation()));
		assertEquals(4, split.training().size());
	}

	@Test
	void oneCaseMustBeLeft() {
		for (final FineTunes tuning : List.of(FineTunes.in(folder).cases("a").validation("a"), FineTunes.in(folder)
			.validation("1.0")))
		{
			final CairnException e = assertThrows(CairnException.class, () -> split(tuning));
			assertTrue(e.getMessage().contains("validation"), e.getMessage());
		}
	}

	@Test
	void anUnknownCaseIsNamed() {
		final CairnException e = assertThrows(CairnException.class, () -> split(FineTunes.in(folder).validation("z")));
		assertTrue(e.getMessage().contains("'z'") && e.getMessage().contains("validation"), e.getMessage());
	}
}
