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
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.VoxelType;
import sc.fiji.cairn.volume.Voxels;

/** Label images that are predicted while they are written are the same files as those that are held in memory. */
class StreamedSegmentationTest {

	@TempDir
	private Path folder;

	private static ModelFile model(final int dimensions) {
		return TinyModels.segmenting(new Architecture(dimensions, 1, 4, 2), new Preprocessing(8, 1,
			Preprocessing.Normalisation.PERCENTILES_1_99, 8, 2), 8, 0, 1, 4);
	}

	private static Volume image() {
		final Geometry oblique = new Geometry(0.875, 1.125, 2.5, "mm", List.of(0.875, 0.125, 0.0, 4.0, -0.125, -1.0, 0.25, 5.0,
			0.0, -0.25, 2.25, 6.0));
		return TestVolumes.floats("a", oblique, 23, 17, 9, (x, y, z) -> Math.sin(x * 0.7 + y * 0.3 * z));
	}

	@ParameterizedTest
	@ValueSource(strings = { "labels.nii.gz", "labels.nii", "labels.hdr", "labels.tif" })
	void filesAreTheSame(final String file) throws IOException {
		final VolumeIO io = TestPlugins.io();
		for (final int dimensions : new int[] { 2, 3 }) {
			final Path held = folder.resolve("held").resolve(file);
			final Path streamed = folder.resolve("streamed").resolve(file);
			final List<ClassVolume> volumes;
			try (Segmenter segmenter = new Segmenter(model(dimensions), "cpu", Progress.SILENT)) {
				assertFalse(segmenter.streams(image(), PostprocessingOptions.NOTHING));
				final Segmentation result = segmenter.segment(image(), false);
				result.save(io, held);
				volumes = result.volumes();
				assertTrue(volumes.stream().anyMatch(one -> one.voxels() > 0 && one.voxels() < 23 * 17 * 9), "" + volumes);
			}
			try (Segmenter segmenter = new Segmenter(model(dimensions), "cpu", false, Progress.SILENT, 100, 0)) {
				final Segmentation result = segmenter.segment(image(), false);
				assertTrue(result.isStreamed());
				result.save(io, streamed);
				assertEquals(volumes, result.volumes());
			}
			assertArrayEquals(Files.readAllBytes(held), Files.readAllBytes(streamed));
			assertEquals(image().geometry(), io.open(streamed).geometry());
			assertEquals(List.of(file.replace("hdr", "img")), names(folder.resolve("streamed")).stream().filter(name -> !name
				.endsWith("hdr")).toList());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "labels.nii.gz", "labels.tif" })
	void everySliceIsReadOncePerPassAndPredictedOnce(final String file) {
		final int[] read = new int[12];
		final List<Object> planes = new AbstractList<>() {

			@Override
			public Object get(final int index) {
				read[index]++;
				final byte[] plane = new byte[40 * 30];
				for (int i = 0; i < plane.length; i++)
					plane[i] = (byte) (i * 7 + index);
				return plane;
			}

			@Override
			public int size() {
				return read.length;
			}
		};
		final Volume image = new Volume("a", List.of(Axis.X, Axis.Y, Axis.Z), VoxelType.UINT8.planar(planes, 40, 30, 12),
			Geometry.unknown(), Header.NONE);
		try (Segmenter segmenter = new Segmenter(model(2), "cpu", false, Progress.SILENT, 100, 0)) {
			segmenter.segment(image, false).save(TestPlugins.io(), folder.resolve(file));
		}
		// Bytes need one pass for their percentiles, and one for their scores.
		for (int z = 1; z < read.length; z++)
			assertEquals(2, read[z], "slice " + z);
	}

	private static List<String> names(final Path parent) throws IOException {
		try (Stream<Path> files = Files.list(parent)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void cancellingLeavesNothing() throws IOException {
		for (final String file : new String[] { "a.tif", "a.nii.gz" }) {
			try (Segmenter segmenter = new Segmenter(model(2), "cpu", false, new RecordingProgress("Segmenting", 0), 100, 0)) {
				final Segmentation result = segmenter.segment(image(), false);
				assertThrows(CancellationException.class, () -> result.save(TestPlugins.io(), folder.resolve(file)));
			}
			assertEquals(List.of(), names(folder));
		}
	}

	@Test
	void slicesMayBeReadInAnyOrder() {
		try (Segmenter segmenter = new Segmenter(model(2), "cpu", false, Progress.SILENT, 100, 0);
				Segmenter holding = new Segmenter(model(2), "cpu", Progress.SILENT))
		{
			final Segmentation streamed = segmenter.segment(image(), false);
			final float[] first = Voxels.floats(streamed.labels().grid(0, 0));
			assertArrayEquals(Voxels.floats(holding.segment(image(), false).labels().grid(0, 0)), first);
			assertArrayEquals(first, Voxels.floats(streamed.labels().grid(0, 0)));
			assertEquals(23 * 17 * 9, streamed.volumes().stream().mapToLong(ClassVolume::voxels).sum() + zeros(first));
		}
	}

	private static long zeros(final float[] labels) {
		long count = 0;
		for (final float label : labels)
			if (label == 0) count++;
		return count;
	}

	@Test
	void probabilitiesOfWhatIsStreamedAreRefused() {
		try (Segmenter segmenter = new Segmenter(model(2), "cpu", false, Progress.SILENT, 100, 0)) {
			final CairnException e = assertThrows(CairnException.class, () -> segmenter.segment(image(), true));
			assertTrue(e.getMessage().contains("probabilities"), e.getMessage());
		}
	}

	@Test
	void numberedObjectsAreSaved() {
		try (Segmenter segmenter = new Segmenter(model(2), "cpu", true, Progress.SILENT, 100, 0)) {
			final Segmentation result = segmenter.segment(image(), false, new PostprocessingOptions(false, 0, false, true));
			assertFalse(result.isStreamed());
			assertTrue(result.largest() > 1, "" + result.largest());
			result.save(TestPlugins.io(), folder.resolve("objects.nii"));
			final float[] saved = Voxels.floats(TestPlugins.io().open(folder.resolve("objects.nii")).grid(0, 0));
			assertArrayEquals(Voxels.floats(result.labels().grid(0, 0)), saved);
			float most = 0;
			for (final float label : saved)
				most = Math.max(most, label);
			assertEquals(result.largest(), most);
			assertEquals(result.largest(), result.volumes().stream().mapToInt(ClassVolume::objects).sum());
		}
	}
}
