// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Voxels;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;

class PreparedVolumeStoreTest {

	private static final int WIDTH = 23;
	private static final int HEIGHT = 19;
	private static final int DEPTH = 11;

	@TempDir
	private Path folder;

	private Path model() {
		return folder.resolve("segmenter.cairn");
	}

	private Path scratch() {
		return folder.resolve("segmenter.cairn.scratch");
	}

	/** Puts the same noise into a store, of two channels and with labels. */
	private static PreparedVolume stack(final PreparedVolumeStore store) {
		final SplittableRandom random = new SplittableRandom(3);
		final List<RandomAccessibleInterval<FloatType>> channels = new ArrayList<>();
		for (int channel = 0; channel < 2; channel++) {
			final RandomAccessibleInterval<FloatType> image = floats(store);
			Views.flatIterable(image).forEach(value -> value.set((float) random.nextDouble()));
			channels.add(image);
		}
		final RandomAccessibleInterval<UnsignedByteType> labels = bytes(store, WIDTH, HEIGHT, DEPTH);
		Views.flatIterable(labels).forEach(label -> label.set(random.nextInt(3)));
		return new PreparedVolume("a", 1, 1, 2, channels, labels, List.of());
	}

	private static RandomAccessibleInterval<FloatType> floats(final PreparedVolumeStore store) {
		return store.image(new FloatType(), WIDTH, HEIGHT, DEPTH);
	}

	private static RandomAccessibleInterval<UnsignedByteType> bytes(final PreparedVolumeStore store, final long... size) {
		return store.image(new UnsignedByteType(), size);
	}

	private static void assertSame(final View expected, final View found, final int values) {
		final float[] here = new float[2 * values];
		final float[] there = new float[2 * values];
		expected.sample(here);
		found.sample(there);
		assertArrayEquals(here, there);
		final ByteBuffer classes = ByteBuffer.allocate(values);
		final ByteBuffer others = ByteBuffer.allocate(values);
		expected.sampleLabels(classes);
		found.sampleLabels(others);
		assertArrayEquals(classes.array(), others.array());
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.2, 1, 4 })
	void slicesLookTheSameFromMemoryAndFromFiles(final double spacing) {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final PreparedVolume held = stack(PreparedVolumeStore.inMemory());
			final PreparedVolume kept = stack(store);
			final SplittableRandom random = new SplittableRandom(5);
			final Preprocessing preprocessing = new Preprocessing(16, spacing);
			for (int i = 0; i < 50; i++) {
				final double scale = 1 / random.nextDouble(0.2, 3);
				final SpaceMap map = SpaceMap.scaling(random.nextBoolean() ? -scale : scale, scale, 1).after(SpaceMap.aroundZ(random
					.nextDouble(6)));
				final double x = random.nextDouble(-60, 60);
				final double y = random.nextDouble(-60, 60);
				final int z = random.nextInt(DEPTH);
				assertSame(View.of(Place.slice(held, z).moved(x, y, 0), preprocessing, map), View.of(Place.slice(kept, z).moved(x, y,
					0), preprocessing, map), 256);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.2, 1, 4 })
	void windowsOf3dNetworksLookTheSameFromMemoryAndFromFiles(final double spacing) {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final PreparedVolume held = stack(PreparedVolumeStore.inMemory());
			final PreparedVolume kept = stack(store);
			final SplittableRandom random = new SplittableRandom(5);
			final Preprocessing preprocessing = new Preprocessing(12, spacing, Normalisation.PERCENTILES_1_99, 6, spacing, 10);
			for (int i = 0; i < 50; i++) {
				final double x = random.nextDouble(-40, 40);
				final double y = random.nextDouble(-40, 40);
				final double z = random.nextDouble(-40, 40);
				assertSame(View.of(new Place(held, x, y, z), preprocessing), View.of(new Place(kept, x, y, z), preprocessing), preprocessing
					.voxels());
			}
		}
	}

	@Test
	void boxesOfAFileAreThoseOfTheMemory() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final Interval box = FinalInterval.createMinSize(3, 5, 2, 7, 9, 4);
			final float[] here = new float[(int) Intervals.numElements(box)];
			final float[] there = new float[here.length];
			stack(PreparedVolumeStore.inMemory()).read(1, box, here);
			stack(store).read(1, box, there);
			assertArrayEquals(here, there);
		}
	}

	@Test
	void imagesOfAFileAreThoseOfTheMemoryForSeveralThreads() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final PreparedVolume held = stack(PreparedVolumeStore.inMemory());
			final PreparedVolume kept = stack(store);
			IntStream.range(0, 2 * WIDTH * HEIGHT * DEPTH).parallel().forEach(i -> {
				final int[] at = { i % WIDTH, i / WIDTH % HEIGHT, i / WIDTH / HEIGHT % DEPTH };
				final int channel = i / WIDTH / HEIGHT / DEPTH;
				final float value = held.images().get(channel).getAt(at).get();
				assertEquals(value, kept.images().get(channel).getAt(at).get());
				final float[] one = new float[1];
				kept.read(channel, FinalInterval.createMinSize(at[0], at[1], at[2], 1, 1, 1), one);
				assertEquals(value, one[0]);
				final int label = held.labels(at[2])[at[1] * WIDTH + at[0]];
				assertEquals(label, kept.classes().getAt(at).get());
			});
		}
	}

	@Test
	void severalThreadsMayWrite() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final RandomAccessibleInterval<FloatType> image = floats(store);
			IntStream.range(0, DEPTH).parallel().forEach(z -> Views.hyperSlice(image, 2, z).forEach(value -> value.set(z)));
			for (int z = 0; z < DEPTH; z++)
				for (final float value : FloatBlocks.slice(image, z))
					assertEquals(z, value);
		}
	}

	@Test
	void aCopyIsTheSame() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final PreparedVolume held = stack(PreparedVolumeStore.inMemory());
			assertArrayEquals(Voxels.floats(held.images().get(1)), Voxels.floats(store.copy(held.images().get(1), Progress.SILENT)));
			assertArrayEquals(Voxels.floats(held.classes()), Voxels.floats(store.copy(held.classes(), Progress.SILENT)));
		}
	}

	@Test
	void noMoreIsHeldThanAllowedAndTheLogSaysSo() throws IOException {
		final long each = (long) WIDTH * HEIGHT * DEPTH * Float.BYTES;
		final List<RandomAccessibleInterval<FloatType>> all = new ArrayList<>();
		final RecordingProgress progress = new RecordingProgress();
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 5 * each / 2)) {
			for (int i = 0; i < 2; i++)
				all.add(floats(store));
			store.report(progress);
			assertEquals(List.of(), progress.lines());
			assertFalse(Files.exists(scratch()));
			for (int i = 0; i < 3; i++)
				all.add(floats(store));
			assertEquals(2 * each, store.held());
			assertEquals(5 * each, store.total());
			store.report(progress);
			assertTrue(progress.lines().get(0).startsWith("Holding ") && progress.lines().get(0).contains(scratch().toString()),
				progress.lines().toString());
			try (var files = Files.list(scratch())) {
				assertEquals(3 + 2, files.count(), "one for each volume, a lock, and a mark of its owner");
			}
			store.drop(all.get(4));
			store.drop(all.get(0));
			assertEquals(each, store.held());
			assertEquals(3 * each, store.total());
			floats(store);
			assertEquals(2 * each, store.held(), "there is room again");
			try (var files = Files.list(scratch())) {
				assertEquals(2 + 2, files.count());
			}
		}
		assertFalse(Files.exists(scratch()));
	}

	@Test
	void whatACrashHasLeftIsRemovedByTheNextTraining() throws IOException {
		Files.createDirectories(scratch());
		Files.write(scratch().resolve("cairn.lock"), new byte[0]);
		Files.write(scratch().resolve("cairn-1.slices"), new byte[10]);
		final Path foreign = Files.createDirectories(folder.resolve("mine.scratch"));
		Files.write(foreign.resolve("cairn-1.slices"), new byte[10]);
		try (PreparedVolumeStore store = new PreparedVolumeStore(folder.resolve("other.cairn"))) {
			assertEquals(0, store.total());
		}
		assertFalse(Files.exists(scratch()));
		assertTrue(Files.exists(foreign.resolve("cairn-1.slices")), "without a lock file it is not ours");
	}

	@Test
	void twoTrainingsForOneModelDoNotMix() {
		try (PreparedVolumeStore first = new PreparedVolumeStore(model(), 0)) {
			final RandomAccessibleInterval<UnsignedByteType> image = bytes(first, 4, 1, 2);
			PreparedVolumeStore.put(image, 1, new byte[] { 1, 2, 3, 4 });
			try (PreparedVolumeStore second = new PreparedVolumeStore(model(), 0)) {
				final CairnException e = assertThrows(CairnException.class, () -> bytes(second, 4, 1, 2));
				assertTrue(e.getMessage().contains("another training"), e.getMessage());
			}
			assertArrayEquals(new float[] { 1, 2, 3, 4 }, FloatBlocks.slice(image, 1));
		}
	}

	/** Keeps slices beside the model that its argument names, as another ImageJ would. */
	static final class OtherProcess {

		private OtherProcess() {}

		public static void main(final String[] args) {
			try (PreparedVolumeStore store = new PreparedVolumeStore(Path.of(args[0]), 0)) {
				bytes(store, 4, 1, 2);
			}
		}
	}

	private static void assertUsable(final PreparedVolumeStore store, final RandomAccessibleInterval<UnsignedByteType> image) {
		assertArrayEquals(new float[] { 1, 2 }, FloatBlocks.slice(image, 0));
		final RandomAccessibleInterval<UnsignedByteType> more = bytes(store, 2, 1, 1);
		PreparedVolumeStore.put(more, 0, new byte[] { 3, 4 });
		assertArrayEquals(new float[] { 3, 4 }, FloatBlocks.slice(more, 0));
	}

	@Test
	void trainingsSideBySideKeepTheirScratchFilesFromEachOtherAndFromOtherProcesses() throws Exception {
		try (PreparedVolumeStore first = new PreparedVolumeStore(model(), 0); PreparedVolumeStore second = new PreparedVolumeStore(folder.resolve("b.cairn"), 0)) {
			final List<RandomAccessibleInterval<UnsignedByteType>> images = List.of(bytes(first, 2, 1, 1), bytes(second, 2, 1, 1));
			images.forEach(one -> PreparedVolumeStore.put(one, 0, new byte[] { 1, 2 }));
			try (PreparedVolumeStore third = new PreparedVolumeStore(folder.resolve("c.cairn"), 0); PreparedVolumeStore twin = new PreparedVolumeStore(model(), 0)) {
				assertThrows(CairnException.class, () -> bytes(twin, 4, 1, 2));
				bytes(third, 4, 1, 2);
			}
			final Path out = folder.resolve("out.txt");
			final Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), OtherProcess.class.getName(), folder.resolve("d.cairn").toString())
					.redirectErrorStream(true).redirectOutput(out.toFile()).start();
			assertEquals(0, other.waitFor(), () -> text(out));
			assertUsable(first, images.get(0));
			assertUsable(second, images.get(1));
		}
		assertFalse(Files.exists(scratch()));
		assertFalse(Files.exists(folder.resolve("b.cairn.scratch")));
	}

	private static String text(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void aFullDiskIsNoticedBefore() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(model(), 0)) {
			final CairnException e = assertThrows(CairnException.class, () -> store.image(new FloatType(), 1 << 14, 1 << 14, Integer.MAX_VALUE));
			assertTrue(e.getMessage().contains("GB free") && e.getMessage().contains(folder.toString()), e.getMessage());
		}
		assertFalse(Files.exists(scratch()));
	}
}
