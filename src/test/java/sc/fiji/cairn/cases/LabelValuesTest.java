package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;

class LabelValuesTest {

	private static final int NONE = -1;

	private static LabelValues found(final int ignore, final float... voxels) {
		return LabelValues.of(List.of("liver-1"), List.of(voxels), ignore);
	}

	private static void assertNames(final CairnException e, final String... parts) {
		for (final String part : parts)
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void classesArePlacesInTheOrderOfValues() {
		final LabelValues values = LabelValues.of(List.of("a", "b"), List.of(new float[] { 7, 0, 0 }, new float[] { 2, 2,
			7 }), NONE);
		assertEquals(List.of(0, 2, 7), values.values());
		assertArrayEquals(new byte[] { 2, 1, 0, 0, 2 }, values.classes(new float[] { 7, 2, 0, 0, 7 }, NONE, "c"));
	}

	@Test
	void backgroundIsAClassEvenWhereNoVoxelHasIt() {
		assertEquals(List.of(0, 3), found(NONE, 3, 3).values());
	}

	@Test
	void ignoredVoxelsAreNoClass() {
		final LabelValues values = found(255, 0, 1, 255, 1);
		assertEquals(List.of(0, 1), values.values());
		assertArrayEquals(new byte[] { 1, (byte) SliceStack.IGNORE, 0 }, values.classes(new float[] { 1, 255, 0 }, 255,
			"a"));
	}

	@Test
	void fractionsAreRefusedByName() {
		final CairnException e = assertThrows(CairnException.class, () -> found(NONE, 0, 1).classes(new float[] { 0.5f },
			NONE, "liver-1"));
		assertNames(e, "liver-1", "0.5", "whole numbers");
		assertThrows(CairnException.class, () -> found(NONE, 0, 1).classes(new float[] { Float.NaN }, NONE, "liver-1"));
	}

	@Test
	void negativeValuesAreRefusedByName() {
		assertNames(assertThrows(CairnException.class, () -> found(NONE, 0, -3)), "liver-1", "-3");
	}

	@Test
	void minusOneIsNotIgnoredWhenNothingIs() {
		assertNames(assertThrows(CairnException.class, () -> found(-1, 0, 1, -1)), "liver-1", "-1");
		assertThrows(CairnException.class, () -> found(-1, 0, 1).classes(new float[] { -1 }, -1, "liver-1"));
	}

	@Test
	void valuesThatNoLabelImageCanHoldAreRefused() {
		assertEquals(List.of(0, 65535), found(NONE, 65535).values());
		assertNames(assertThrows(CairnException.class, () -> found(NONE, 0, 65536)), "liver-1", "65535");
	}

	@Test
	void countedObjectsAreRefused() {
		final float[] objects = new float[1000];
		for (int i = 0; i < objects.length; i++)
			objects[i] = i;
		assertNames(assertThrows(CairnException.class, () -> found(NONE, objects)), "liver-1", "objects");
	}

	@Test
	void aValueThatTrainingDoesNotKnowIsRefusedByName() {
		final CairnException e = assertThrows(CairnException.class, () -> found(NONE, 0, 2, 7).classes(new float[] { 0, 4 },
			NONE, "spleen"));
		assertNames(e, "spleen", "4", "[0, 2, 7]");
	}
}
