// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** A folder with one DICOM series is a volume; one with anything else is refused. */
class DicomFormatTest {

	@TempDir
	Path folder;

	private Volume open() {
		return TestPlugins.io().open(folder);
	}

	private String refused() {
		final CairnException e = assertThrows(CairnException.class, this::open);
		assertTrue(e.getMessage().contains(folder.toString()) && !e.getMessage().contains("\n"), e.getMessage());
		return e.getMessage();
	}

	/** Pixels of slice z are 10 z + x, before scaling; the first row of slice 0 starts with -7. */
	private DicomFixture slice(final int z) {
		final DicomFixture slice = new DicomFixture(3, 2).signed().position("10\\20\\" + (5 + 2.5 * z)).orientation(
			"1\\0\\0\\0\\1\\0").series("1.2.3", "4", "Thorax").spacing("0.5\\0.25");
		for (int i = 0; i < 6; i++)
			slice.pixel(i, 10 * z + i % 3 - (z == 0 && i == 0 ? 7 : 0));
		return slice;
	}

	@Test
	void slicesAreSortedByPositionAndScaled() throws IOException {
		final String[] names = { "c", "a", "d", "b" };
		for (int z = 0; z < 4; z++)
			slice(z).scale("2", "-1024").write(folder.resolve(names[z] + ".dcm"));
		Files.writeString(folder.resolve("readme.txt"), "not an image");
		final Volume volume = open();
		assertEquals(folder.getFileName().toString(), volume.name());
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
		assertArrayEquals(new long[] { 3, 2, 4 }, volume.data().dimensionsAsLongArray());
		assertEquals(2 * -7 - 1024, volume.grid(0, 0).getAt(0, 0, 0).getRealDouble(), 0);
		assertEquals(2 * 32 - 1024, volume.grid(0, 0).getAt(2, 1, 3).getRealDouble(), 0);
		assertEquals(new Geometry(0.25, 0.5, 2.5, "mm", List.of(-0.25, 0.0, 0.0, -10.0, 0.0, -0.5, 0.0, -20.0, 0.0, 0.0, 2.5,
			5.0)), volume.geometry());
	}

	@Test
	void obliqueSlicesKeepTheirDirections() throws IOException {
		for (int z = 0; z < 3; z++)
			slice(z).orientation("0\\0.6\\0.8\\1\\0\\0").position("1\\" + 1.6 * z + "\\" + -1.2 * z).write(folder.resolve("z" +
				z));
		final Geometry geometry = open().geometry();
		assertEquals(2, geometry.spacingZ(), 1e-12);
		// The normal is (0, 0.8, -0.6).
		final double[] expected = { 0, -0.5, 0, -1, -0.15, 0, -1.6, 0, 0.2, 0, -1.2, 0 };
		for (int i = 0; i < 12; i++)
			assertEquals(expected[i], geometry.affine().get(i), 1e-12);
	}

	@Test
	void unevenSpacingIsRefusedWithThePositions() throws IOException {
		for (final int z : new int[] { 0, 1, 3, 4 })
			slice(z).write(folder.resolve("z" + z + ".dcm"));
		final String message = refused();
		for (final String part : List.of("not evenly spaced", "(10, 20, 7.5)", "(10, 20, 12.5)", "z3.dcm", "5 mm apart"))
			assertTrue(message.contains(part), message);
		for (int z = 0; z < 3; z++)
			slice(z).write(folder.resolve("z" + z + ".dcm"));
		Files.delete(folder.resolve("z4.dcm"));
		slice(1).write(folder.resolve("z3.dcm"));
		assertTrue(refused().contains("at the same place"));
	}

	@Test
	void severalSeriesAreRefusedWithTheirNames() throws IOException {
		slice(0).write(folder.resolve("a.dcm"));
		slice(1).series("1.2.4", "5", "Pelvis").write(folder.resolve("b.dcm"));
		final String message = refused();
		assertTrue(message.contains("2 DICOM series") && message.contains("'4 Thorax'") && message.contains("'5 Pelvis'"),
			message);
	}

	@Test
	void slicesThatDoNotFitAreRefused() throws IOException {
		slice(0).write(folder.resolve("a.dcm"));
		slice(1).spacing("0.5\\0.3").write(folder.resolve("b.dcm"));
		assertTrue(refused().contains("differ in size"));
		slice(1).position("").write(folder.resolve("b.dcm"));
		assertTrue(refused().contains("does not say where it lies"));
	}

	@Test
	void packedAndDamagedFilesAreRefused() throws IOException {
		final Path file = slice(0).syntax("1.2.840.10008.1.2.4.70").write(folder.resolve("a.dcm"));
		assertTrue(refused().contains("packed pixels (transfer syntax 1.2.840.10008.1.2.4.70)"));
		final byte[] whole = Files.readAllBytes(slice(0).write(file));
		Files.write(file, Arrays.copyOf(whole, whole.length - 1));
		assertTrue(refused().contains("too short"));
		Files.write(file, Arrays.copyOf(whole, 300));
		assertTrue(refused().contains("cut off"));
	}

	/** Enhanced files have the positions of frames in sequences; here they run backwards along the normal. */
	@Test
	void framesOfOneFileAreSlices() throws IOException {
		final DicomFixture frames = new DicomFixture(2, 1, 3).position("1\\2\\9").orientation("1\\0\\0\\0\\1\\0").spacing(
			"1\\1").positions("1\\2\\6", "1\\2\\3");
		for (int i = 0; i < 6; i++)
			frames.pixel(i, 100 + i);
		final Volume volume = TestPlugins.io().open(frames.write(folder.resolve("frames.dcm")));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
		assertEquals(105, volume.grid(0, 0).getAt(1, 0, 2).getRealDouble(), 0);
		assertEquals(new Geometry(1, 1, 3, "mm", List.of(-1.0, 0.0, 0.0, -1.0, 0.0, -1.0, 0.0, -2.0, 0.0, 0.0, -3.0, 9.0)),
			volume.geometry());
	}

	private DicomFixture frames(final int count) {
		final DicomFixture frames = new DicomFixture(2, 1, count).orientation("1\\0\\0\\0\\1\\0").spacing("1\\1");
		for (int i = 0; i < 2 * count; i++)
			frames.pixel(i, 100 + i);
		return frames;
	}

	@Test
	void eachFrameHasItsOwnScaling() throws IOException {
		final Path file = frames(3).position("1\\2\\9").positions("1\\2\\6", "1\\2\\3").scales(new String[] { "1", "2", "0.5" },
			new String[] { "0", "-10", "7" }).write(folder.resolve("frames.dcm"));
		assertArrayEquals(new float[] { 100, 101, 2 * 102 - 10, 2 * 103 - 10, 104 / 2f + 7, 105 / 2f + 7 }, Voxels.floats(
			TestPlugins.io().open(file).grid(0, 0)));
	}

	@Test
	void whatAVendorRepeatsMustAgree() throws IOException {
		final Path twice = frames(2).scales(new String[] { "2", "2", "3", "3" }, new String[] { "0", "0", "1", "1" }).write(
			folder.resolve("twice.dcm"));
		assertArrayEquals(new float[] { 200, 202, 307, 310 }, Voxels.floats(TestPlugins.io().open(twice).grid(0, 0)));
		final Path mixed = frames(2).scales(new String[] { "2", "2.5", "3" }, new String[] { "0", "0", "0" }).write(folder
			.resolve("mixed.dcm"));
		final CairnException e = assertThrows(CairnException.class, () -> TestPlugins.io().open(mixed));
		assertTrue(e.getMessage().contains("2 frames, but 3 values of slope (tag 0028,1053)"), e.getMessage());
	}

	@Test
	void severalFramesAtOnePlaceAreRefused() throws IOException {
		final String[][] places = { { "1\\2\\6", "1\\2\\6", "1\\2\\3", "1\\2\\3" }, { "1\\2\\6", "1\\2\\6", "1\\2\\6", "1\\2\\6" } };
		for (final String[] place : places) {
			final Path file = frames(4).positions(place).write(folder.resolve("frames.dcm"));
			final CairnException e = assertThrows(CairnException.class, () -> TestPlugins.io().open(file));
			assertTrue(e.getMessage().contains("several images are at one place") && e.getMessage().contains(file.toString()), e
				.getMessage());
		}
	}

	@Test
	void aSingleFileIsASlice() throws IOException {
		final Path file = slice(2).write(folder.resolve("a.dcm"));
		final Volume volume = TestPlugins.io().open(file);
		assertEquals(List.of(Axis.X, Axis.Y), volume.axes());
		assertEquals(21, volume.grid(0, 0).getAt(1, 1, 0).getRealDouble(), 0);
		assertEquals(10.0, -volume.geometry().affine().get(3), 0);
	}

	@Test
	void aFolderWithoutDicomIsNoImage() throws IOException {
		Files.writeString(folder.resolve("readme.txt"), "not an image");
		assertTrue(refused().contains("nor a DICOM series"));
	}
}
