// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;

class PreprocessingTest {

	private static PreparedVolume stack(final int width, final int height, final double spacing) {
		return Stacks.of("a", width, height, 1, spacing, (x, y, z) -> x);
	}

	@Test
	void theSmallestWindowThatHoldsEverySliceIsChosen() {
		assertEquals(64, Preprocessing.of(List.of(stack(40, 30, 1), stack(33, 50, 1)), OptionalInt.empty(), OptionalDouble.empty(), 16).size());
		assertEquals(48, Preprocessing.of(List.of(stack(40, 30, 1), stack(33, 48, 1)), OptionalInt.empty(), OptionalDouble.empty(), 16).size());
	}

	@Test
	void theSpacingIsTheMedianAndCountsForTheSize() {
		final Preprocessing preprocessing = Preprocessing.of(List.of(stack(20, 20, 2), stack(20, 20, 1), stack(20, 20, 1)), OptionalInt.empty(), OptionalDouble.empty(), 4);
		assertEquals(1, preprocessing.spacing());
		assertEquals(40, preprocessing.size());
	}

	@Test
	void oneUnknownSpacingLeavesAllPixelsAlone() {
		assertEquals(0, Preprocessing.of(List.of(stack(20, 20, 2), stack(20, 20, 0)), OptionalInt.empty(), OptionalDouble.empty(), 4).spacing());
	}

	@Test
	void aWantedSpacingCountsForTheSizeAndNeedsKnownOnes() {
		final Preprocessing preprocessing = Preprocessing.of(List.of(stack(60, 60, 1), stack(30, 30, 2)), OptionalInt.empty(), OptionalDouble.of(2), 8);
		assertEquals(2, preprocessing.spacing());
		assertEquals(32, preprocessing.size());
		final CairnException e = assertThrows(CairnException.class, () -> Preprocessing.of(List.of(stack(20, 20, 0)), OptionalInt.empty(), OptionalDouble.of(2), 4));
		assertTrue(e.getMessage().contains("spacing"), e.getMessage());
	}

	@Test
	void imagesOfAnotherKindFillTheWindow() {
		final Preprocessing preprocessing = new Preprocessing(16, 2);
		for (final double spacing : new double[] { 0, 1, 0.0005 })
			assertEquals(4, preprocessing.step(preprocessing.fitted(stack(64, 30, spacing)).spacingX()));
		assertEquals(1, preprocessing.step(preprocessing.fitted(stack(10, 12, 0.5)).spacingX()));
		assertEquals(1, new Preprocessing(16, 0).step(preprocessing.fitted(stack(64, 30, 1)).spacingX()));
	}

	@Test
	void hugeSlicesAreSeenThroughASmallerWindow() {
		assertTrue(Preprocessing.of(List.of(stack(900, 700, 1)), OptionalInt.empty(), OptionalDouble.empty(), 16).size() <= 256);
	}

	@Test
	void aSizeThatDoesNotDivideNamesOneThatDoes() {
		final CairnException e = assertThrows(CairnException.class, () -> Preprocessing.of(List.of(stack(20, 20, 1)), OptionalInt.of(50), OptionalDouble.empty(), 16));
		assertTrue(e.getMessage().contains("size") && e.getMessage().contains("48"), e.getMessage());
	}

	@Test
	void anImageOfQuiteAnotherScaleIsRefused() {
		final PreparedVolume coarse = Stacks.of("coarse", 4, 4, 1, 1, 0, new float[2][16], null);
		new Preprocessing(16, 0.5).requireFit(coarse);
		new Preprocessing(16, 0).requireFit(coarse);
		for (final double spacing : new double[] { 0.0005, 100 }) {
			final CairnException e = assertThrows(CairnException.class, () -> new Preprocessing(16, spacing).requireFit(coarse));
			assertTrue(e.getMessage().contains("coarse") && e.getMessage().contains("unit"), e.getMessage());
		}
	}
}
