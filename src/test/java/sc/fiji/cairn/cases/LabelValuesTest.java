// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.PreparedVolume;

class LabelValuesTest {

	private static final String NONE = "";

	private static LabelCodes coded(final String name, final String ignore, final float... voxels) {
		final LabelCoder coder = new LabelCoder(name, LabelRule.of(ignore, false, "ask"));
		final byte[] slice = new byte[voxels.length];
		coder.code(voxels, slice);
		return new LabelCodes(name, coder.values(), ArrayImgs.unsignedBytes(slice, voxels.length, 1, 1));
	}

	private static byte[] classes(final LabelValues values, final LabelCodes labels) {
		final byte[] classes = new byte[(int) labels.codes().dimension(0)];
		final Cursor<UnsignedByteType> cursor = Views.flatIterable(values.classes(labels)).cursor();
		for (int i = 0; i < classes.length; i++)
			classes[i] = cursor.next().getByte();
		return classes;
	}

	private static LabelValues found(final String ignore, final float... voxels) {
		return LabelValues.of(List.of(coded("liver-1", ignore, voxels)));
	}

	private static void assertNames(final CairnException e, final String... parts) {
		for (final String part : parts)
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void classesArePlacesInTheOrderOfValues() {
		final LabelValues values = LabelValues.of(List.of(coded("a", NONE, 7, 0, 0), coded("b", NONE, 2, 2, 7)));
		assertEquals(List.of(0, 2, 7), values.values());
		assertArrayEquals(new byte[] { 2, 1, 0, 0, 2 }, classes(values, coded("c", NONE, 7, 2, 0, 0, 7)));
		assertArrayEquals(new byte[] { 0, 2 }, classes(values, coded("c", NONE, 0, 7)));
		assertArrayEquals(new byte[] { 0, 1, 2 }, classes(values, coded("c", NONE, 0, 2, 7)));
	}

	@Test
	void backgroundIsAClassEvenWhereNoVoxelHasIt() {
		assertEquals(List.of(0, 3), found(NONE, 3, 3).values());
	}

	@Test
	void ignoredVoxelsAreNoClass() {
		final LabelValues values = found("255", 0, 1, 255, 1);
		assertEquals(List.of(0, 1), values.values());
		assertArrayEquals(new byte[] { 1, (byte) PreparedVolume.IGNORE, 0 }, classes(values, coded("a", "255", 1, 255, 0)));
	}

	@Test
	void fractionsAreRefusedByName() {
		final CairnException e = assertThrows(CairnException.class, () -> found(NONE, 0, 0.5f));
		assertNames(e, "liver-1", "0.5", "whole numbers");
		assertThrows(CairnException.class, () -> found(NONE, 0, Float.NaN));
	}

	@Test
	void negativeValuesAreRefusedByName() {
		assertNames(assertThrows(CairnException.class, () -> found(NONE, 0, -3)), "liver-1", "-3");
	}

	@Test
	void minusOneIsIgnoredOnlyWhereAskedFor() {
		assertNames(assertThrows(CairnException.class, () -> found(NONE, 0, 1, -1)), "liver-1", "-1");
		assertArrayEquals(new byte[] { 0, 1, (byte) PreparedVolume.IGNORE }, classes(found("-1", 0, 1, -1), coded("a", "-1", 0, 1, -1)));
		assertNames(assertThrows(CairnException.class, () -> found("none", 0)), "ignore", "whole number", "'none'");
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
		final CairnException e = assertThrows(CairnException.class, () -> classes(found(NONE, 0, 2, 7), coded("spleen", NONE,
			0, 4)));
		assertNames(e, "spleen", "4", "[0, 2, 7]");
	}
}
