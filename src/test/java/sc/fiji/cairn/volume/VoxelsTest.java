// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;

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

	/** numpy.percentile([10, 7, 4, 3, 2, 1], 50) is 3.5 in numpy's own documentation. */
	@Test
	void percentilesOfNumpysDocumentation() {
		assertArrayEquals(new double[] { 1, 3.5, 10 }, Voxels.percentiles(new float[] { 10, 7, 4, 3, 2, 1 }, 0, 50, 100),
			0);
		assertArrayEquals(new double[] { 4 }, Voxels.percentiles(new float[] { 4 }, 99), 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 33, 101, 1000, 54321 })
	void percentilesAreThoseOfTheSortedValues(final int count) {
		final Random random = new Random(count);
		for (final int levels : new int[] { 3, 1 << 20 }) {
			final float[] values = new float[count];
			for (int i = 0; i < count; i++)
				values[i] = random.nextInt(levels) - 5;
			final float[] sorted = values.clone();
			Arrays.sort(sorted);
			final double[] percents = { 0, 0.1, 1, 25, 50, 99, 99.9, 100 };
			final double[] found = Voxels.percentiles(values, percents);
			for (int p = 0; p < percents.length; p++) {
				final double rank = percents[p] / 100 * (count - 1);
				final int below = (int) rank;
				final int above = Math.min(count - 1, below + 1);
				assertEquals(sorted[below] + (rank - below) * (sorted[above] - sorted[below]), found[p], 1e-9, percents[p] +
					" %");
			}
		}
	}

	@Test
	void intensityOfAKnownImage() {
		final float[] values = new float[101];
		for (int i = 0; i < values.length; i++)
			values[(i * 37) % 101] = i;
		assertEquals(new Intensity(0, 100, 1, 99), Intensity.of(values, "ramp"));
	}

	@Test
	void imagesWithoutInformationAreRefused() {
		refused("constant", 3, 3, 3);
		refused("NaN", 1, Float.NaN, 3);
		refused("NaN", 1, 2, Float.POSITIVE_INFINITY);
	}

	private static void refused(final String reason, final float... values) {
		final String message = assertThrows(CairnException.class, () -> Intensity.of(values, "liver_07")).getMessage();
		assertTrue(message.contains(reason) && message.contains("liver_07"), message);
	}
}
