// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

class CaseLoaderTest {

	private static final Geometry MM = TestVolumes.spacing(0.5, 0.25, 2, "mm");

	@TempDir
	private Path folder;

	private final CaseLoader loader = new CaseLoader(TestPlugins.io(), Progress.SILENT);

	private static CaseLoader loader(final Selection selection) {
		return new CaseLoader(TestPlugins.io(), selection, PreparedVolumeStore.inMemory(), Progress.SILENT);
	}

	private Case saved(final Volume volume) throws IOException {
		return new Case(volume.name(), TestVolumes.write(folder.resolve(volume.name() + ".nii.gz"), volume), null, 0);
	}

	private static Volume ramp(final String name) {
		return TestVolumes.floats(name, MM, 5, 4, 3, (x, y, z) -> 100 * z + 10 * y + x);
	}

	private void assertRefused(final Volume volume, final String... parts) throws IOException {
		final Case one = saved(volume);
		final CairnException e = assertThrows(CairnException.class, () -> loader.images(List.of(one)));
		assertTrue(e.getMessage().contains(one.image().toString()), e.getMessage());
		for (final String part : parts)
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void imagesAreNormalisedByPercentiles() throws IOException {
		final PreparedVolume stack = loader.images(List.of(saved(TestVolumes.floats("a", MM, 10, 10, 2, (x, y, z) -> 100 * z +
			10 * y + x)))).get(0);
		final float[] second = new float[100];
		View.of(Place.slice(stack, 1), new Preprocessing(10, 0)).sample(second);
		// The values are 0 to 199, so the percentiles are 1.99 and 197.01.
		assertEquals((155 - 1.99) / (197.01 - 1.99), second[55], 1e-6);
		assertEquals(2, stack.depth());
		assertEquals(0.5, stack.spacingX(), 1e-9);
		assertEquals(0.25, stack.spacingY(), 1e-9);
	}

	@Test
	void outliersAreCut() throws IOException {
		final PreparedVolume stack = loader.images(List.of(saved(TestVolumes.floats("a", MM, 16, 16, 2, (x, y, z) -> x == 3 &&
			y == 3 ? z == 0 ? 1e9 : -1e9 : x)))).get(0);
		final float[] pixels = new float[256];
		View.of(Place.slice(stack, 0), new Preprocessing(16, 0)).sample(pixels);
		assertEquals(Preprocessing.BRIGHTEST, pixels[3 * 16 + 3]);
		View.of(Place.slice(stack, 1), new Preprocessing(16, 0)).sample(pixels);
		assertEquals(0, pixels[3 * 16 + 3]);
	}

	@Test
	void micrometresAreTurnedIntoMillimetres() throws IOException {
		final Volume volume = TestVolumes.floats("a", TestVolumes.spacing(2, 2, 5, "micron"), 8, 8, 2, (x, y, z) -> x);
		assertEquals(0.002, loader.stack(volume, "a").spacingX(), 1e-12);
		final Volume pixels = TestVolumes.floats("a", Geometry.unknown(), 8, 8, 2, (x, y, z) -> x);
		assertEquals(0, loader.stack(pixels, "a").spacingX());
	}

	@Test
	void aFewBrightVoxelsAreContrastEnough() throws IOException {
		final PreparedVolume stack = loader.images(List.of(saved(TestVolumes.floats("a", MM, 16, 16, 2, (x, y, z) -> x + y +
			z == 0 ? 5 : 0)))).get(0);
		final float[] pixels = new float[256];
		View.of(Place.slice(stack, 0), new Preprocessing(16, 0)).sample(pixels);
		assertEquals(1, pixels[0]);
		assertEquals(0, pixels[1]);
	}

	@Test
	void manyImagesComeBackInOrder() throws IOException {
		final List<Case> all = new ArrayList<>();
		for (int i = 0; i < 9; i++)
			all.add(saved(ramp("case-" + i)));
		assertEquals(all.stream().map(Case::name).toList(), loader.images(all).stream().map(PreparedVolume::name).toList());
	}

	@Test
	void aSingleSliceIsRefused() throws IOException {
		assertRefused(TestVolumes.floats("flat", MM, 8, 8, 1, (x, y, z) -> x), "single slice");
	}

	@Test
	void eachChannelIsNormalisedByItself() throws IOException {
		final Volume two = TestVolumes.channels(TestVolumes.floats("two", MM, 4, 4, 3, (x, y, z) -> x + 4 * y + 16 * z),
			TestVolumes.floats("two", MM, 4, 4, 3, (x, y, z) -> -1000 * (x + 4 * y + 16 * z)));
		final PreparedVolume stack = loader.images(List.of(saved(two))).get(0);
		assertEquals(2, stack.channels());
		final float[] pixels = new float[2 * 64];
		View.of(Place.slice(stack, 1), new Preprocessing(8, 0)).sample(pixels);
		// Percentiles of 0 to 47 are 0.47 and 46.53.
		final int corner = 8 * 2 + 2;
		assertEquals((16 - 0.47) / 46.06, pixels[corner], 1e-6);
		assertEquals((31 - 0.47) / 46.06, pixels[corner + 8 * 3 + 3], 1e-6);
		assertEquals(1 - (16 - 0.47) / 46.06, pixels[64 + corner], 1e-6);
		assertEquals(1 - (31 - 0.47) / 46.06, pixels[64 + corner + 8 * 3 + 3], 1e-6);
	}

	@Test
	void imagesOfDifferentNumbersOfChannelsAreNamed() throws IOException {
		final Volume one = ramp("one");
		final List<PreparedVolume> stacks = loader.images(List.of(saved(one), saved(new Volume("two", List.of(Axis.X, Axis.Y,
			Axis.Z, Axis.CHANNEL), TestVolumes.channels(one, one).data(), MM, Header.NONE))));
		final CairnException e = assertThrows(CairnException.class, () -> CaseLoader.channels(stacks));
		assertTrue(e.getMessage().contains("one and two have 1 and 2 channels"), e.getMessage());
		assertThrows(CairnException.class, () -> CaseLoader.requireChannels(stacks, 2));
		CaseLoader.requireChannels(stacks.subList(1, 2), 2);
	}

	@Test
	void aConstantImageIsRefused() throws IOException {
		assertRefused(TestVolumes.floats("grey", MM, 8, 8, 2, (x, y, z) -> 7), "constant");
	}

	@Test
	void voxelsThatAreNoNumbersAreRefused() throws IOException {
		assertRefused(TestVolumes.floats("holes", MM, 8, 8, 2, (x, y, z) -> x == 3 ? Double.NaN : x), "NaN");
	}

	@Test
	void aLabelOfAnotherSizeIsNamedWithItsImage() throws IOException {
		final Case image = saved(ramp("a"));
		final Path label = TestVolumes.write(folder.resolve("labels/a.nii.gz"), TestVolumes.bytes("a", MM, 5, 4, 2, (x, y,
			z) -> 1));
		final Case one = new Case("a", image.image(), label, 0);
		final CairnException e = assertThrows(CairnException.class, () -> LabelledStacks.read(List.of(one), List.of(),
			LabelRule.PLAIN, loader));
		for (final String part : List.of(label.toString(), image.image().toString(), "5 x 4 x 2", "5 x 4 x 3"))
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void aLabelOfSeveralChannelsIsRefused() throws IOException {
		final Case image = saved(ramp("a"));
		final Path label = TestVolumes.write(folder.resolve("labels/a.nii.gz"), new Volume("a", List.of(Axis.X, Axis.Y,
			Axis.Z, Axis.CHANNEL), ArrayImgs.unsignedBytes(5, 4, 3, 2), MM, Header.NONE));
		final Case one = new Case("a", image.image(), label, 0);
		final CairnException e = assertThrows(CairnException.class, () -> LabelledStacks.read(List.of(one), List.of(),
			LabelRule.PLAIN, loader));
		assertTrue(e.getMessage().contains(label.toString()) && e.getMessage().contains("2 channels"), e.getMessage());
	}

	@Test
	void labelsBecomeClassesSliceBySlice() throws IOException {
		final Case image = saved(ramp("a"));
		final Path label = TestVolumes.write(folder.resolve("labels/a.nii.gz"), TestVolumes.bytes("a", MM, 5, 4, 3, (x, y,
			z) -> z == 1 ? 7 : x == 0 ? 2 : 0));
		final LabelledStacks read = LabelledStacks.read(List.of(new Case("a", image.image(), label, 0)), List.of(),
			LabelRule.PLAIN, loader);
		assertEquals(List.of(0, 2, 7), read.values().values());
		final ByteBuffer first = ByteBuffer.allocate(64);
		View.of(Place.slice(read.training().get(0), 0), new Preprocessing(8, 0)).sampleLabels(first);
		final byte u = (byte) PreparedVolume.IGNORE;
		final byte[] row = new byte[8];
		first.get(8 * 2, row);
		assertArrayEquals(new byte[] { u, 1, 0, 0, 0, 0, u, u }, row);
		assertArrayEquals(new byte[] { 2, 2, 2 }, Arrays.copyOf(read.training().get(0).labels(1), 3));
	}

	/** Two time points of two channels; voxels are 100 t + 10 c + x + z, labels t + 1 where x is 0. */
	private Case film() throws IOException {
		final float[] values = new float[4 * 4 * 2 * 2 * 2];
		final float[] labels = new float[4 * 4 * 2 * 2];
		for (int i = 0; i < values.length; i++)
			values[i] = 100 * (i / 32 % 2) + 10 * (i / 64) + i % 4 + i / 16 % 2;
		for (int i = 0; i < labels.length; i += 4)
			labels[i] = 1 + i / 32;
		final Path image = TestVolumes.write(folder.resolve("images/film.nii.gz"), new Volume("film", List.of(Axis.X, Axis.Y,
			Axis.Z, Axis.TIME, Axis.CHANNEL), ArrayImgs.floats(values, 4, 4, 2, 2, 2), MM, Header.NONE));
		final Path label = TestVolumes.write(folder.resolve("labels/film.nii.gz"), new Volume("film", List.of(Axis.X, Axis.Y,
			Axis.Z, Axis.TIME), ArrayImgs.floats(labels, 4, 4, 2, 2), MM, Header.NONE));
		return new Case("film", image, label, 0);
	}

	@Test
	void aChannelOfATimeSeriesGivesAStackForEachTimePoint() throws IOException {
		final RecordingProgress progress = new RecordingProgress();
		final CaseLoader second = new CaseLoader(TestPlugins.io(), new Selection(2, 0), PreparedVolumeStore
			.inMemory(), progress);
		assertEquals(List.of(2), second.series(List.of(film())).stream().map(List::size).toList());
		assertTrue(progress.lines().contains("Read 1 image: 2 channels, 2 slices, 2 frames, 0.5 x 0.25 x 2 mm."), progress.lines()
			.toString());
		final LabelledStacks read = LabelledStacks.read(List.of(film()), List.of(), LabelRule.PLAIN, loader(new Selection(1, 0)));
		assertEquals(2, read.training().size());
		assertEquals(1, read.training().get(0).labels(0)[0]);
		assertEquals(2, read.training().get(1).labels(1)[4]);
	}

	@Test
	void oneTimePointOfImageAndLabelIsReadIfAskedFor() throws IOException {
		final LabelledStacks read = LabelledStacks.read(List.of(film()), List.of(), LabelRule.PLAIN, loader(new Selection(1, 2)));
		assertEquals(1, read.training().size());
		assertEquals(List.of(0, 2), read.values().values());
		final CairnException e = assertThrows(CairnException.class, () -> loader(new Selection(3, 0)).images(List.of(film())));
		assertTrue(e.getMessage().contains("has 2 channels, but channel=3"), e.getMessage());
	}

	@Test
	void objectsBecomeOneClassAndIgnoredVoxelsStayUnknown() throws IOException {
		final Case image = saved(ramp("a"));
		final Path label = TestVolumes.write(folder.resolve("labels/a.nii.gz"), TestVolumes.floats("a", MM, 5, 4, 3, (x, y,
			z) -> x == 0 ? 9 : 300 * y + z));
		final LabelledStacks read = LabelledStacks.read(List.of(new Case("a", image.image(), label, 0)), List.of(),
			LabelRule.ignoring(9).withForeground(true), loader);
		assertEquals(List.of(0, 1), read.values().values());
		final byte u = (byte) PreparedVolume.IGNORE;
		assertArrayEquals(new byte[] { u, 0, 0, 0, 0, u, 1, 1, 1, 1 }, Arrays.copyOf(read.training().get(0).labels(0), 10));
		assertThrows(CairnException.class, () -> LabelRule.ignoring(1).withForeground(true));
	}

	@Test
	void readingStopsWhenAsked() throws IOException {
		final List<Case> one = List.of(saved(ramp("a")));
		final RecordingProgress progress = new RecordingProgress("Reading", 0);
		assertThrows(CancellationException.class, () -> new CaseLoader(TestPlugins.io(), progress).images(one));
	}

	/** Saves a case in some directions, to the left, to the front and to the head if turned back. */
	private Case stored(final String name, final String code) throws IOException {
		final Geometry geometry = new Geometry(0.5, 0.25, 2, "mm", List.of(-0.5, 0.0, 0.0, 9.0, 0.0, 0.25, 0.0, 3.0, 0.0, 0.0,
			2.0, 1.0));
		final Volume image = TestVolumes.floats(name, geometry, 5, 4, 3, (x, y, z) -> 100 * z + 10 * y + x);
		final Volume label = TestVolumes.bytes(name, geometry, 5, 4, 3, (x, y, z) -> x == 0 && z == 2 ? 2 : y == 3 ? 1 : 0);
		final Reorientation turn = AxisCodes.of(image).to(new AxisCodes(code));
		return new Case(name, TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), turn.of(image)), TestVolumes
			.write(folder.resolve("labels").resolve(name + ".nii.gz"), turn.of(label)), 0);
	}

	@Test
	void imagesWhoseAxesLeadElsewhereAreTurnedWithTheirLabels() throws IOException {
		final List<Case> all = List.of(stored("a", "PSR"), stored("b", "LAS"), stored("c", "RPS"), stored("d", "LAS"), ramp());
		final RecordingProgress progress = new RecordingProgress();
		final PreparedVolumeStore store = PreparedVolumeStore.inMemory();
		final CaseLoader turning = new CaseLoader(TestPlugins.io(), Selection.ALL, store, progress);
		final LabelledStacks read = LabelledStacks.read(all, List.of(), LabelRule.PLAIN, turning);
		assertEquals("LAS", turning.directions().code());
		final String log = String.join("\n", progress.lines());
		assertTrue(log.contains("2 images, such as " + all.get(0).image() + ", lead elsewhere (PSR)"), log);
		final PreparedVolume expected = read.training().get(1);
		for (final PreparedVolume stack : read.training()) {
			assertEquals(List.of(5, 4, 3), List.of(stack.width(), stack.height(), stack.depth()), stack.name());
			for (int z = 0; z < 3; z++)
				assertArrayEquals(expected.labels(z), stack.labels(z));
			final float[] here = new float[20];
			final float[] there = new float[20];
			expected.read(0, FinalInterval.createMinSize(0, 0, 1, 5, 4, 1), here);
			stack.read(0, FinalInterval.createMinSize(0, 0, 1, 5, 4, 1), there);
			assertArrayEquals(here, there, stack.name());
			assertEquals(0.25, stack.spacingY(), stack.name());
		}
		assertEquals(5 * (4 + 1) * 60, store.total(), "what was read before it was turned is dropped");
		// Where a model says how volumes are to lie, they do, whatever most are like.
		final CaseLoader given = new CaseLoader(TestPlugins.io(), Selection.ALL, PreparedVolumeStore.inMemory(), Progress.SILENT,
			new AxisCodes("RPS"));
		final PreparedVolume stack = given.images(all.subList(1, 2)).get(0);
		assertEquals("RPS", given.directions().code());
		final float[] one = new float[1];
		final float[] other = new float[1];
		stack.read(0, FinalInterval.createMinSize(4, 3, 0, 1, 1, 1), one);
		expected.read(0, FinalInterval.createMinSize(0, 0, 0, 1, 1, 1), other);
		assertArrayEquals(other, one);
	}

	/** The same case without orientation. */
	private Case ramp() throws IOException {
		return new Case("e", TestVolumes.write(folder.resolve("images/e.nii.gz"), ramp("e")), TestVolumes.write(folder.resolve(
			"labels/e.nii.gz"), TestVolumes.bytes("e", MM, 5, 4, 3, (x, y, z) -> x == 0 && z == 2 ? 2 : y == 3 ? 1 : 0)), 0);
	}
}
