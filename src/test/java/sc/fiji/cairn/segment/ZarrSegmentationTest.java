// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** Zarr images in a folder, and Zarr label images of them. */
class ZarrSegmentationTest {

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();

	@BeforeEach
	void write() {
		io.save(TestVolumes.floats("a", TestVolumes.spacing(1, 1, 2, "micron"), 40, 30, 4, (x, y, z) -> Math.sin(x + y * z)), folder
			.resolve("images/a.ome.zarr"));
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2).write(folder.resolve("model.cairn"));
	}

	private void segment(final String format, final String output, final boolean overwrite) {
		new FolderSegmentation(io, new SegmentFolderOptions(TestCases.images(folder.resolve("images")), List.of(folder.resolve("model.cairn")), folder
			.resolve(output), format, false, false, PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(overwrite), "cpu"),
			Progress.SILENT).run();
	}

	@Test
	void labelsAreThoseOfOtherFormats() {
		segment("zarr", "zarr", false);
		segment("nii.gz", "nifti", false);
		final Volume zarr = io.open(folder.resolve("zarr/a.zarr"));
		assertArrayEquals(Voxels.floats(io.open(folder.resolve("nifti/a.nii.gz")).grid(0, 0)), Voxels.floats(zarr.grid(0, 0)));
		assertEquals(TestVolumes.spacing(1, 1, 2, "micron"), zarr.geometry());
	}

	@Test
	void labelsThatWereCorrectedAreNotReplaced() throws IOException {
		segment("zarr", "zarr", false);
		assertThrows(UndecidedException.class, () -> segment("zarr", "zarr", false));
		segment("zarr", "zarr", true);
		final Path labels = folder.resolve("zarr/a.zarr");
		final Path chunk = labels.resolve("0/c/0/0/0");
		final byte[] bytes = Files.readAllBytes(chunk);
		bytes[bytes.length / 2]++;
		Files.write(chunk, bytes);
		final CairnException e = assertThrows(CairnException.class, () -> segment("zarr", "zarr", true));
		assertTrue(e.getMessage().startsWith("The file " + labels + " has been changed since Cairn wrote it"), e.getMessage());
		assertArrayEquals(bytes, Files.readAllBytes(chunk));
	}

	@Test
	void aFormatThatIsNotWrittenIsRefused() {
		final CairnException e = assertThrows(CairnException.class, () -> segment("n5", "n5", false));
		assertEquals("The parameter format must be nii.gz, tif, zarr, seg.nrrd or geojson, not 'n5'.", e.getMessage());
		assertFalse(Files.exists(folder.resolve("n5")));
	}
}
