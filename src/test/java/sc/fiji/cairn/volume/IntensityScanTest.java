// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;

/** Percentiles that are found part by part are those of all values sorted. */
class IntensityScanTest {

	private static void assertExact(final RandomAccessibleInterval<? extends RealType<?>> grid) {
		final float[] sorted = Voxels.floats(grid);
		Arrays.sort(sorted);
		assertEquals(new Intensity(sorted[0], sorted[sorted.length - 1], percentile(sorted, 1), percentile(sorted, 99)), Intensity
			.of(grid, "a", Progress.SILENT));
	}

	/** As numpy's {@code percentile(values, percent, method='linear')}. */
	private static double percentile(final float[] sorted, final double percent) {
		final double rank = percent / 100 * (sorted.length - 1);
		final int below = (int) rank;
		final double low = sorted[below];
		return rank > below ? low + (sorted[below + 1] - low) * (rank - below) : low;
	}

	@Test
	void percentilesOfNumpy() {
		final float[] values = { 10, 7, 4, 3, 2, 1 };
		assertEquals(3.5, percentile(new float[] { 1, 2, 3, 4, 7, 10 }, 50), "in numpy's own documentation");
		final Intensity found = Intensity.of(ArrayImgs.floats(values, 6, 1, 1), "a", Progress.SILENT);
		assertEquals(1.05, found.p1(), 1e-9);
		assertEquals(9.85, found.p99(), 1e-9);
	}

	@Test
	void integers() {
		final Random random = new Random(3);
		final byte[] bytes = new byte[7 * 9 * 11];
		random.nextBytes(bytes);
		assertExact(ArrayImgs.unsignedBytes(bytes, 7, 9, 11));
		assertExact(ArrayImgs.bytes(bytes, 7, 9, 11));
		for (final double spread : new double[] { 40, 8000, 40000 }) {
			final short[] shorts = new short[bytes.length];
			for (int i = 0; i < shorts.length; i++)
				shorts[i] = (short) (random.nextGaussian() * spread);
			assertExact(ArrayImgs.shorts(shorts, 7, 9, 11));
			assertExact(ArrayImgs.unsignedShorts(shorts, 7, 9, 11));
		}
	}

	@Test
	void realNumbers() {
		final Random random = new Random(5);
		for (final double scale : new double[] { 1e-6, 1, 1e9 }) {
			final float[] floats = new float[5 * 13 * 10];
			final int[] ints = new int[floats.length];
			for (int i = 0; i < floats.length; i++) {
				floats[i] = (float) (random.nextGaussian() * scale);
				ints[i] = (int) (random.nextGaussian() * 1e6);
			}
			assertExact(ArrayImgs.floats(floats, 5, 13, 10));
			assertExact(ArrayImgs.ints(ints, 5, 13, 10));
		}
	}

	@Test
	void fewVoxels() {
		assertExact(ArrayImgs.floats(new float[] { -1, 0f }, 2, 1, 1));
		assertExact(ArrayImgs.floats(new float[] { -0f, 5 }, 1, 1, 2));
		assertExact(ArrayImgs.unsignedBytes(new byte[] { 3, 3, 3, 3, 4 }, 5, 1, 1));
	}

	@Test
	void imagesWithoutContrastOrWithNonsenseAreRefused() {
		for (final float[] values : new float[][] { { 2, 2, 2 }, { 1, Float.NaN, 2 }, { 1, Float.NEGATIVE_INFINITY, 2 } }) {
			final CairnException e = assertThrows(CairnException.class, () -> Intensity.of(ArrayImgs.floats(values, 3, 1, 1),
				"odd", Progress.SILENT));
			assertTrue(e.getMessage().contains("odd"), e.getMessage());
		}
	}

	@Test
	void measuringCanBeCancelled() {
		final RecordingProgress cancelled = new RecordingProgress("x", 0);
		cancelled.stage("x", 1);
		assertThrows(CancellationException.class, () -> Intensity.of(ArrayImgs.floats(4, 4, 4), "a", cancelled));
	}
}
