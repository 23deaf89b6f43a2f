// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;

class ChooserTest {

	private static final int DEPTH = 10;
	private static final int VOLUMES = 6;

	private static List<Candidate> candidates(final IntPredicate labelled, final IntFunction<float[]> features,
		final IntToDoubleFunction uncertainty)
	{
		final List<Candidate> all = new ArrayList<>();
		for (int i = 0; i < VOLUMES * DEPTH; i++)
			all.add(new Candidate(new Case("v" + i / DEPTH, Path.of("v" + i / DEPTH), null, 0), i % DEPTH, DEPTH, labelled.test(i),
				features.apply(i), uncertainty.applyAsDouble(i)));
		return all;
	}

	/** Slices that look like one of five kinds, by their place, and a little like no other. */
	private static float[] kind(final int i) {
		return new float[] { i % DEPTH / 2 * 10, (i * 7 % 13) / 20f };
	}

	private static List<Candidate> choose(final LabelStrategy strategy, final List<Candidate> all, final int count,
		final long seed)
	{
		return new Chooser(strategy, seed).choose(all, count);
	}

	private static Set<Integer> kinds(final List<Candidate> chosen) {
		final Set<Integer> kinds = new TreeSet<>();
		chosen.forEach(one -> kinds.add(one.slice() / 2));
		return kinds;
	}

	private static Set<Case> owners(final List<Candidate> chosen) {
		final Set<Case> owners = new HashSet<>();
		chosen.forEach(one -> owners.add(one.owner()));
		return owners;
	}

	@Test
	void coverageTakesOneOfEachKindEachFromAnotherVolume() {
		final List<Candidate> chosen = choose(LabelStrategy.COVERAGE, candidates(i -> false, ChooserTest::kind, i -> Double.NaN), 5, 3);
		assertEquals(Set.of(0, 1, 2, 3, 4), kinds(chosen));
		assertEquals(5, owners(chosen).size());
	}

	@ParameterizedTest
	@EnumSource(names = { "COVERAGE", "BOTH", "UNCERTAINTY" })
	void whatIsLabelledHasItsPlaceAlready(final LabelStrategy strategy) {
		final IntPredicate labelled = i -> i % DEPTH < 4 && i < DEPTH;
		final List<Candidate> chosen = choose(strategy, candidates(labelled, ChooserTest::kind, i -> 0.5), 3, 1);
		assertEquals(Set.of(2, 3, 4), kinds(chosen));
	}

	@ParameterizedTest
	@EnumSource
	void theSameSeedChoosesTheSameAndNothingTwiceOrLabelled(final LabelStrategy strategy) {
		final List<Candidate> all = candidates(i -> i % 3 == 0, ChooserTest::kind, i -> i % 5 / 5.0);
		final List<Candidate> chosen = choose(strategy, all, 12, 5);
		assertEquals(chosen, choose(strategy, all, 12, 5));
		assertEquals(12, new HashSet<>(chosen).size());
		assertTrue(chosen.stream().noneMatch(Candidate::labelled));
		assertEquals(40, new HashSet<>(choose(strategy, all, 1000, 5)).size(), "no more than there are");
	}

	@Test
	void closeSeedsDrawOtherPlaces() {
		final List<Candidate> all = candidates(i -> false, ChooserTest::kind, i -> Double.NaN);
		for (final LabelStrategy strategy : List.of(LabelStrategy.RANDOM, LabelStrategy.EQUAL))
			assertNotEquals(choose(strategy, all, 4, 1), choose(strategy, all, 4, 2));
	}

	@Test
	void equalPlacesReachFromEndToEndInDifferentVolumes() {
		final List<Candidate> chosen = choose(LabelStrategy.EQUAL, candidates(i -> false, i -> new float[0], i -> Double.NaN), 5, 8);
		assertEquals(Set.of(0, 1, 2, 3, 4), kinds(chosen));
		assertEquals(5, owners(chosen).size());
		final List<Candidate> many = choose(LabelStrategy.EQUAL, candidates(i -> false, i -> new float[0], i -> Double.NaN), 12, 8);
		for (final Case owner : owners(many))
			assertEquals(2, many.stream().filter(one -> one.owner().equals(owner)).count());
	}

	@Test
	void uncertaintyTakesTheLeastSureThatDiffer() {
		// Only slices of the first two kinds are unsure; the first kind most.
		final List<Candidate> chosen = choose(LabelStrategy.UNCERTAINTY, candidates(i -> false, ChooserTest::kind, i -> i % DEPTH < 2
			? 0.9 : i % DEPTH < 4 ? 0.8 : 0.1), 2, 1);
		assertEquals(0, chosen.get(0).slice() / 2);
		assertEquals(Set.of(0, 1), kinds(chosen));
	}

	@Test
	void bothPrefersWhatTheModelIsUnsureOf() {
		final List<Candidate> all = candidates(i -> false, i -> new float[] { i % DEPTH }, i -> i % DEPTH < 5 ? 0 : 1);
		assertTrue(choose(LabelStrategy.BOTH, all, 3, 1).stream().allMatch(one -> one.slice() >= 5));
		assertFalse(choose(LabelStrategy.COVERAGE, all, 3, 1).stream().allMatch(one -> one.slice() >= 5));
	}

	@Test
	void volumesAreWhatTheirSlicesAreOnAverage() {
		final List<Candidate> volumes = Candidate.volumes(candidates(i -> i == 3, i -> new float[] { i / DEPTH, i % DEPTH },
			i -> i / DEPTH));
		assertEquals(VOLUMES, volumes.size());
		assertEquals(List.of(0), volumes.stream().filter(Candidate::labelled).map(volumes::indexOf).toList());
		assertEquals(4.5, volumes.get(2).features()[1], 1e-5);
		assertEquals(2, volumes.get(2).features()[0], 1e-5);
		assertEquals(2, volumes.get(2).uncertainty(), 1e-9);
		assertEquals(Candidate.WHOLE, volumes.get(2).slice());
	}

	@Test
	void budgetsAreSlicesVolumesOrMinutes() {
		assertEquals(LabelBudget.slices(12), LabelBudget.parse("12", 1));
		assertEquals(LabelBudget.slices(1), LabelBudget.parse(" 1 slice ", 1));
		assertEquals(new LabelBudget(true, 2), LabelBudget.parse("2 Volumes", 1));
		assertEquals(new LabelBudget(false, 20, 1.5), LabelBudget.parse("30 minutes", 1.5));
		for (final String wrong : List.of("", "some", "2.5 slices", "-3", "2 hours"))
			assertTrue(assertThrows(CairnException.class, () -> LabelBudget.parse(wrong, 1)).getMessage().contains("'" + wrong +
				"'; give a number of slices, volumes or minutes"), wrong);
		assertTrue(assertThrows(CairnException.class, () -> LabelBudget.parse("1 minute", 2)).getMessage().contains(
			"does not suffice for a slice"));
	}
}
