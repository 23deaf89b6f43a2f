// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.format.NiftiFixture;
import sc.fiji.cairn.volume.format.NiftiFormat;

/** Files find their format by name and content. */
class VolumeIOTest {

	private final VolumeIO io = TestPlugins.io();

	@TempDir
	Path folder;

	/** The contract of all formats that can write. */
	@ParameterizedTest
	@ValueSource(strings = { "v.nii", "v.nii.gz", "V.NII.GZ", "v.hdr", "v.img.gz", "v.tif", "v.TIFF" })
	void whatIsSavedIsOpenedAgain(final String name) {
		final Volume volume = ramp(new Geometry(0.5, 0.75, 2, "mm", List.of(0.5, 0.0, 0.0, -1.0, 0.0, 0.75, 0.0, -2.0, 0.0,
			0.0, 2.0, -3.0)), 7);
		final Path path = folder.resolve(name);
		io.save(volume, path);
		assertTrue(io.canOpen(path));
		final Volume read = io.open(path);
		assertEquals(volume.axes(), read.axes());
		assertEquals(volume.geometry(), read.geometry());
		assertEquals(volume.data().getType().getClass(), read.data().getType().getClass());
		assertEquals("v", read.name().toLowerCase());
		for (int i = 0; i < 24; i++)
			assertEquals(7 + i, read.data().getAt(i % 2, i / 2 % 3, i / 6).getRealDouble(), 0);
	}

	@Test
	void missingFile() {
		final Path path = folder.resolve("none.nii");
		assertTrue(assertThrows(CairnException.class, () -> io.open(path)).getMessage().contains(path.toString()));
		assertEquals(false, io.canOpen(path));
	}

	@Test
	void unknownFormat() throws IOException {
		final Path path = folder.resolve("notes.xyz");
		Files.writeString(path, "hello");
		assertTrue(assertThrows(CairnException.class, () -> io.open(path)).getMessage().contains(path.toString()));
		assertTrue(assertThrows(CairnException.class, () -> io.save(ramp(Geometry.unknown(), 0), path)).getMessage()
			.contains(".nii.gz"));
	}

	@Test
	void aNameOrFolderThatCannotBeSavedIsRefusedBeforehand() throws IOException {
		io.requireSavable(folder.resolve("new/v.tif"));
		assertEquals(List.of(), Files.list(folder.resolve("new")).toList());
		final Path png = folder.resolve("v.png");
		assertTrue(assertThrows(CairnException.class, () -> io.requireSavable(png)).getMessage().contains(png.toString()));
		Files.createDirectory(folder.resolve("v.img"));
		assertTrue(assertThrows(CairnException.class, () -> io.requireSavable(folder.resolve("v.hdr"))).getMessage()
			.contains("v.img"));
	}

	@Test
	void anImageIsKnownByAnyOfItsFilesAndNames() throws IOException {
		io.save(ramp(Geometry.unknown(), 1), folder.resolve("pair.hdr"));
		io.save(ramp(Geometry.unknown(), 1), folder.resolve("v.nii"));
		for (final String target : List.of("pair.hdr", "pair.img", "../" + folder.getFileName() + "/pair.img"))
			assertTrue(io.wouldReplace(folder.resolve(target), folder.resolve("pair.img")), target);
		assertFalse(io.wouldReplace(folder.resolve("pair.nii"), folder.resolve("pair.img")));
		assertFalse(io.wouldReplace(folder.resolve("pair.hdr"), folder.resolve("v.nii")));
		// Half of a packed pair.
		Files.move(folder.resolve("pair.img"), folder.resolve("other.img"));
		NiftiFixture.write(folder.resolve("pair.img.gz"), Files.readAllBytes(folder.resolve("other.img")));
		assertTrue(io.wouldReplace(folder.resolve("pair.img"), folder.resolve("pair.hdr")));
		assertFalse(io.wouldReplace(folder.resolve("pair.hdr.gz"), folder.resolve("v.nii")));
	}

	@Test
	void labelImagesKeepValuesAndPlaceInEveryFormat() {
		final Volume labels = new Volume("labels", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedBytes(new byte[] { 0, 1,
			7, 0, 7, 1, 1, 0 }, 2, 2, 2), new Geometry(0.25, 0.75, 2, "mm", List.of(0.25, 0.0, 0.0, -1.0, 0.0, 0.75, 0.0, -2.0, 0.0,
				0.0, 2.0, -3.0)), Header.NONE);
		for (final String name : List.of("l.nii.gz", "l.tif")) {
			io.saveLabels(labels, 7, folder.resolve(name));
			final Volume read = io.open(folder.resolve(name));
			assertEquals(labels.geometry(), read.geometry());
			assertArrayEquals(new float[] { 0, 1, 7, 0, 7, 1, 1, 0 }, Voxels.floats(read.grid(0, 0)), name);
		}
	}

	@Test
	void theFirstFormatThatCanIsUsed() throws IOException {
		final VolumeFormat mine = new VolumeFormat() {

			@Override
			public boolean canRead(final Path path) {
				return path.toString().endsWith(".nii");
			}

			@Override
			public Volume read(final Path path) {
				return ramp(Geometry.unknown(), 100);
			}

			@Override
			public boolean canWrite(final Path path) {
				return false;
			}

			@Override
			public void write(final Volume volume, final Path path) {
				throw new UnsupportedOperationException();
			}
		};
		final VolumeIO both = new VolumeIO(List.of(mine, new NiftiFormat()));
		final Path path = folder.resolve("v.nii");
		both.save(ramp(Geometry.unknown(), 7), path);
		assertEquals(100, both.open(path).data().getAt(0, 0, 0).getRealDouble(), 0);
	}

	@Test
	void severalThreadsOpenDifferentFiles() throws Exception {
		final String[] extensions = { ".nii.gz", ".tif", ".img" };
		for (int i = 0; i < 30; i++)
			io.save(ramp(Geometry.unknown(), i), folder.resolve(i + extensions[i % 3]));
		final ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			final List<Future<Volume>> volumes = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				final Path path = folder.resolve(i + extensions[i % 3]);
				volumes.add(threads.submit(() -> io.open(path)));
			}
			for (int i = 0; i < 30; i++)
				assertEquals(i + 23, volumes.get(i).get().data().getAt(1, 2, 3).getRealDouble(), 0);
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** 16-bit voxels start, start + 1, ... */
	private static Volume ramp(final Geometry geometry, final int start) {
		final short[] values = new short[24];
		for (int i = 0; i < 24; i++)
			values[i] = (short) (start + i);
		return new Volume("ramp", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.shorts(values, 2, 3, 4), geometry,
			Header.NONE);
	}
}
