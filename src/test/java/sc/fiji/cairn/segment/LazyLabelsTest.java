// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

class LazyLabelsTest {

	private static final int WIDTH = 23;
	private static final int HEIGHT = 17;
	private static final int DEPTH = 11;

	/** Few voxels go through the network at once, so that labels come in slabs of 2 slices. */
	private static final long VOXELS = 2 * 24 * 24;

	private static Segmenter segmenter(final int dimensions, final long mostBytes) {
		final ModelFile model = TinyModels.segmenting(new Architecture(dimensions, 1, 4, 2), new Preprocessing(8, 1,
			Preprocessing.Normalisation.PERCENTILES_1_99, 8, 2), 8, 0, 1, 4);
		return new Segmenter(model, "cpu", false, Progress.SILENT, mostBytes, VOXELS);
	}

	private static Volume image() {
		return TestVolumes.floats("a", TestVolumes.spacing(1, 1, 2, "mm"), WIDTH, HEIGHT, DEPTH, (x, y, z) -> Math.sin(x * 0.7 +
			y * 0.3 * z));
	}

	private static Interval some(final SplittableRandom random) {
		final long[] bounds = new long[6];
		final long[] size = { WIDTH, HEIGHT, DEPTH };
		for (int d = 0; d < 3; d++) {
			bounds[d] = random.nextLong(size[d]);
			bounds[d + 3] = random.nextLong(bounds[d], size[d]);
		}
		return FinalInterval.createMinMax(bounds);
	}

	private static RandomAccessibleInterval<UnsignedByteType> empty(final Interval interval) {
		return Views.translate(ArrayImgs.unsignedBytes(interval.dimensionsAsLongArray()), interval.minAsLongArray());
	}

	@ParameterizedTest
	@CsvSource({ "2, 100", "2, 100000", "3, 100" })
	void fiftyIntervalsOfFourThreadsAreThoseOfTheWhole(final int dimensions, final long mostBytes) throws Exception {
		try (Segmenter segmenter = segmenter(dimensions, mostBytes)) {
			final float[] whole = Voxels.floats(segmenter.segment(image(), false).labels().grid(0, 0));
			final LazyLabels labels = segmenter.labels(image());
			final SplittableRandom random = new SplittableRandom(3);
			final ExecutorService threads = Executors.newFixedThreadPool(4);
			try {
				final List<Future<RandomAccessibleInterval<UnsignedByteType>>> parts = new ArrayList<>();
				for (int i = 0; i < 50; i++) {
					final RandomAccessibleInterval<UnsignedByteType> target = empty(some(random));
					parts.add(threads.submit(() -> {
						labels.fill(target);
						return target;
					}));
				}
				for (final Future<RandomAccessibleInterval<UnsignedByteType>> part : parts)
					assertPart(whole, part.get());
			}
			finally {
				threads.shutdownNow();
			}
		}
	}

	private static void assertPart(final float[] whole, final RandomAccessibleInterval<UnsignedByteType> part) {
		final Cursor<UnsignedByteType> cursor = part.localizingCursor();
		while (cursor.hasNext()) {
			final int label = cursor.next().get();
			final int voxel = (cursor.getIntPosition(2) * HEIGHT + cursor.getIntPosition(1)) * WIDTH + cursor.getIntPosition(0);
			assertEquals(whole[voxel], label, "voxel " + voxel);
		}
	}

	@Test
	void whatLiesOutsideIsRefused() {
		try (Segmenter segmenter = segmenter(2, 100)) {
			final CairnException e = assertThrows(CairnException.class, () -> segmenter.labels(image()).fill(empty(FinalInterval
				.createMinMax(0, 0, 0, 3, 3, DEPTH))));
			assertTrue(e.getMessage().contains("not within the image a"), e.getMessage());
		}
	}

	@Test
	void countsDoNotDependOnTheOrderOfReading() {
		try (Segmenter segmenter = segmenter(2, 100); Segmenter holding = segmenter(2, 1 << 20)) {
			final Segmentation streamed = segmenter.segment(image(), false);
			assertTrue(streamed.isStreamed());
			for (long z = DEPTH - 1; z >= 0; z--)
				streamed.labels().data().getAt(0, 0, z);
			assertEquals(holding.segment(image(), false).volumes(), streamed.volumes());
		}
	}

	@Test
	void imagesWhoseAxesLeadElsewhereAreTurnedOnTheWay() {
		try (Segmenter segmenter = segmenter(2, 100)) {
			final Volume image = image();
			assertArrayEquals(Voxels.floats(segmenter.segment(image, false).labels().grid(0, 0)), Voxels.floats(segmenter.labels(
				image).volume().grid(0, 0)));
			assertEquals(image.geometry(), segmenter.labels(image).volume().geometry());
		}
	}

	@Test
	void passesUseTheSameMemoryOutsideTheHeap() {
		try (Segmenter segmenter = segmenter(2, 1 << 20)) {
			final BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(pool -> pool
				.getName().equals("direct")).findFirst().orElseThrow();
			segmenter.segment(image(), false);
			final long before = direct.getTotalCapacity();
			// 6 passes each, of 2 slices but for the last.
			for (int i = 0; i < 5; i++)
				segmenter.segment(image(), false);
			assertTrue(direct.getTotalCapacity() - before < 30 * VOXELS * Float.BYTES / 4, before + " bytes, then " + direct
				.getTotalCapacity());
		}
	}
}
