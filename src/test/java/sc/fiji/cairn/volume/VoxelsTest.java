// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/** Voxels are copied X first, and measured as numpy measures. */
class VoxelsTest {

	static List<RandomAccessibleInterval<? extends RealType<?>>> grids() {
		final byte[] bytes = new byte[24];
		final short[] shorts = new short[24];
		final double[] doubles = new double[24];
		for (int i = 0; i < 24; i++)
			doubles[i] = shorts[i] = bytes[i] = (byte) i;
		return List.of(ArrayImgs.unsignedBytes(bytes, 2, 3, 4), ArrayImgs.shorts(shorts, 2, 3, 4), ArrayImgs.doubles(
			doubles, 2, 3, 4), Views.translate(ArrayImgs.unsignedShorts(shorts, 2, 3, 4), 5, 6, 7));
	}

	@ParameterizedTest
	@MethodSource("grids")
	void xIsFastest(final RandomAccessibleInterval<? extends RealType<?>> grid) {
		final float[] values = Voxels.floats(grid);
		for (int i = 0; i < 24; i++)
			assertEquals(i, values[i], 0);
		assertArrayEquals(new float[] { 4, 5 }, Arrays.copyOfRange(Voxels.floats(grid), 4, 6));
	}

	@Test
	void gridsOfViewsAreCopied() {
		final float[] values = new float[2 * 3 * 4];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		final Volume volume = new Volume("v", List.of(Axis.CHANNEL, Axis.Y, Axis.X), ArrayImgs.floats(values, 2, 3, 4),
			Geometry.unknown(), Header.NONE);
		// Axes as they are in the data: Y before X.
		assertArrayEquals(new float[] { 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 }, Voxels.floats(volume.grid(1, 0)));
	}

	@Test
	void intensityOfAKnownImage() {
		final float[] values = new float[101];
		for (int i = 0; i < values.length; i++)
			values[(i * 37) % 101] = i;
		assertEquals(new Intensity(0, 100, 1, 99), Intensity.of(ArrayImgs.floats(values, values.length, 1, 1), "ramp", Progress.SILENT));
	}

	@Test
	void imagesWithoutInformationAreRefused() {
		refused("constant", 3, 3, 3);
		refused("NaN", 1, Float.NaN, 3);
		refused("NaN", 1, 2, Float.POSITIVE_INFINITY);
	}

	private static void refused(final String reason, final float... values) {
		final String message = assertThrows(CairnException.class, () -> Intensity.of(ArrayImgs.floats(values, values.length, 1, 1),
			"liver_07", Progress.SILENT)).getMessage();
		assertTrue(message.contains(reason) && message.contains("liver_07"), message);
	}
}
