// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** The labels of a time series are those of its time points. */
class TimeSeriesTest {

	private static final Geometry GEOMETRY = new Geometry(0.25, 0.25, 1.5, "micron", List.of());

	@TempDir
	Path folder;

	private final ModelFile model = TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2);

	/** Two channels and three time points, all different. */
	private static Volume film() {
		final float[] values = new float[18 * 15 * 2 * 3 * 2];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.sin(i % 18 + i / 18 % 15 * (1 + i / 540));
		return new Volume("film", List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME, Axis.CHANNEL), ArrayImgs.floats(values, 18, 15,
			2, 3, 2), GEOMETRY, Header.NONE);
	}

	private float[][] expected() {
		final float[][] expected = new float[3][];
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			for (int t = 0; t < 3; t++)
				expected[t] = Voxels.floats(segmenter.segment(new Selection(2, t + 1).of(film(), "film"), false).labels().grid(0,
					0));
		}
		return expected;
	}

	@Test
	void eachTimePointIsSegmentedByItself() {
		final Segmentation result;
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			result = TimeSeries.segment(segmenter, new Selection(2, 0).of(film(), "film"), true, PostprocessingOptions.NOTHING);
		}
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), result.labels().axes());
		final Volume shares = result.probabilities().orElseThrow();
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL, Axis.TIME), shares.axes());
		final float[][] expected = expected();
		assertFalse(java.util.Arrays.equals(expected[0], expected[1]));
		for (int t = 0; t < 3; t++)
			assertArrayEquals(expected[t], Voxels.floats(result.labels().grid(0, t)));
		assertEquals(GEOMETRY, result.labels().geometry());
	}

	@Test
	void filesOfLabelsAreTimeSeriesToo() throws IOException {
		TestPlugins.io().save(film(), Files.createDirectories(folder.resolve("images")).resolve("film.tif"));
		final Path file = folder.resolve("model.cairn");
		model.write(file);
		for (final String format : List.of("nii.gz", "tif")) {
			assertEquals(1, new FolderSegmentation(TestPlugins.io(), new SegmentFolderOptions(TestCases.images(folder.resolve("images")), List.of(file), folder
				.resolve("labels-" + format), format, false, false,
				PostprocessingOptions.NOTHING, new Selection(2, 0), 0, new Replacing(false), "cpu"), Progress.SILENT).run());
			final Volume labels = TestPlugins.io().open(folder.resolve("labels-" + format + "/film." + format));
			assertEquals(3, labels.size(Axis.TIME));
			final float[][] expected = expected();
			for (int t = 0; t < 3; t++)
				assertArrayEquals(expected[t], Voxels.floats(labels.grid(0, t)), format + " " + t);
		}
	}
}
