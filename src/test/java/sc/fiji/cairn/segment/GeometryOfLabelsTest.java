// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;

/** Tests that labels have the grid and the place of their image, whatever these are, and do not depend on how it is stored. */
class GeometryOfLabelsTest {

	/** To the left, to the front, to the head, a little oblique. */
	private static final List<Double> OBLIQUE = List.of(-1.0, 0.0, 0.0, 11.5, 0.0, 0.98, -0.36, -35.5, 0.0, 0.16, 2.2, -7.25);

	@TempDir
	private Path folder;

	/** A model with random weights that was trained on volumes with axes LAS and voxels of 1 x 1 x 2.2 mm. */
	private static ModelFile model(final int dimensions) {
		final Preprocessing preprocessing = dimensions == 2 ? new Preprocessing(16, 1) : new Preprocessing(16, 1,
			Normalisation.PERCENTILES_1_99, 8, 2.2);
		final ModelFile model = TinyModels.segmenting(new Architecture(dimensions, 1, 4, 2), preprocessing, 8, 0, 1, 2);
		final Plan plan = model.plan();
		return new ModelFile(new Plan(plan.architecture(), preprocessing, plan.classes(), plan.provenance(), null,
			new AxisCodes("LAS"), List.of()), model.weights(), model.log());
	}

	private static Volume image(final Geometry geometry, final int width, final int height, final int depth) {
		return TestVolumes.floats("scan", geometry, width, height, depth, (x, y, z) -> Math.sin(geometry.spacingX() * x) + Math
			.cos(0.3 * geometry.spacingY() * y + 0.2 * geometry.spacingZ() * z) + 0.05 * x);
	}

	private static float[] labels(final Segmenter segmenter, final Volume image) {
		return Voxels.floats(segmenter.segment(image, false).labels().grid(0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "2, RAS", "2, PSR", "2, SAL", "2, LIP", "3, RAS", "3, PSR", "3, SAL", "3, IRA" })
	void itDoesNotMatterHowAnImageIsStored(final int dimensions, final String code) throws Exception {
		final Volume image = image(new Geometry(1, 1, 2.2, "mm", OBLIQUE), 21, 18, 9);
		final Reorientation turn = AxisCodes.of(image).to(new AxisCodes(code));
		final Path file = TestVolumes.write(folder.resolve("images/scan.nii.gz"), turn.of(image));
		final Volume stored = TestPlugins.io().open(file);
		final RecordingProgress progress = new RecordingProgress();
		try (Segmenter segmenter = new Segmenter(model(dimensions), "cpu", progress)) {
			final float[] expected = labels(segmenter, image);
			assertTrue(IntStream.range(0, expected.length).map(i -> (int) expected[i]).distinct().count() > 1);
			final Segmentation result = segmenter.segment(stored, true);
			assertEquals(stored.geometry(), result.labels().geometry());
			assertEquals(stored.header(), result.labels().header());
			assertArrayEquals(expected, Voxels.floats(turn.inverse().of(result.labels()).grid(0, 0)));
			assertArrayEquals(stored.grid(0, 0).dimensionsAsLongArray(), result.probabilities().orElseThrow().grid(2, 0)
				.dimensionsAsLongArray());
			assertTrue(String.join("\n", progress.lines()).contains("lead elsewhere (" + code + ")"), "" + progress.lines());
			// As an image that is open in ImageJ.
			final Volume open = ImagePlusVolumes.wrap(ImagePlusVolumes.unwrap(stored, "scan"));
			assertArrayEquals(expected, Voxels.floats(turn.inverse().of(segmenter.segment(open, false).labels()).grid(0, 0)));
		}
		// As a folder.
		model(dimensions).write(folder.resolve("model.cairn"));
		new FolderSegmentation(TestPlugins.io(), new SegmentFolderOptions(TestCases.images(folder.resolve("images")), List.of(folder.resolve("model.cairn")), folder
			.resolve("out"), "nii.gz", false, false, PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(false), "cpu"), Progress.SILENT).run();
		final Volume saved = TestPlugins.io().open(folder.resolve("out/scan.nii.gz"));
		assertEquals(stored.geometry(), saved.geometry());
		try (Segmenter segmenter = new Segmenter(model(dimensions), "cpu", Progress.SILENT)) {
			assertArrayEquals(labels(segmenter, image), Voxels.floats(turn.inverse().of(saved).grid(0, 0)));
		}
	}

	@ParameterizedTest
	@CsvSource({ "2, 1, 1, 1", "2, 1, 1, 8", "2, 0.7, 0.7, 3", "2, 0.5, 1.5, 1", "3, 1, 1, 1", "3, 1, 1, 8", "3, 0.7, 0.7, 3",
		"3, 0.5, 1.5, 1" })
	void imagesOfOtherVoxelsAndOddSizesKeepTheirGrid(final int dimensions, final double x, final double y,
		final double z) throws Exception
	{
		final Volume image = image(TestVolumes.spacing(x, y, z, "mm"), 27, 19, 7);
		final Path file = TestVolumes.write(folder.resolve("scan.nii.gz"), image);
		final RecordingProgress progress = new RecordingProgress();
		try (Segmenter segmenter = new Segmenter(model(dimensions), "cpu", progress)) {
			final Segmentation result = segmenter.segment(TestPlugins.io().open(file), false);
			assertArrayEquals(new long[] { 27, 19, 7 }, result.labels().grid(0, 0).dimensionsAsLongArray());
			result.save(TestPlugins.io(), folder.resolve("labels.nii.gz"));
			assertArrayEquals(labels(segmenter, image), Voxels.floats(result.labels().grid(0, 0)));
		}
		final Volume saved = TestPlugins.io().open(folder.resolve("labels.nii.gz"));
		assertEquals(TestPlugins.io().open(file).geometry(), saved.geometry());
		assertEquals(x != 1 || y != 1 || dimensions == 3, String.join("\n", progress.lines()).contains("resampled"), "" +
			progress.lines());
	}

	@Test
	void theSameSceneInVoxelsOfHalfTheSizeGetsTheSameLabels() {
		final Volume coarse = scene(1, 2.2, 20, 16, 6);
		final Volume fine = scene(0.5, 1.1, 40, 32, 12);
		try (Segmenter segmenter = new Segmenter(model(3), "cpu", Progress.SILENT)) {
			final float[] a = labels(segmenter, coarse);
			final float[] b = labels(segmenter, fine);
			int same = 0;
			for (int i = 0; i < b.length; i++)
				if (b[i] == a[(i / (40 * 32) / 2 * 16 + i / 40 % 32 / 2) * 20 + i % 40 / 2]) same++;
			assertTrue(same > 0.85 * b.length, same + " of " + b.length);
		}
	}

	private static Volume scene(final double xy, final double z, final int width, final int height, final int depth) {
		return TestVolumes.floats("scene", TestVolumes.spacing(xy, xy, z, "mm"), width, height, depth, (i, j, k) -> Math.sin(
			0.4 * xy * (i + 0.5)) * Math.cos(0.3 * xy * (j + 0.5)) + 0.1 * Math.sin(0.25 * z * (k + 0.5)));
	}

	@Test
	void whatIsWrittenWhileItIsPredictedCannotBeTurned() throws Exception {
		final Volume image = image(new Geometry(1, 1, 2.2, "mm", OBLIQUE), 21, 18, 9);
		try (Segmenter segmenter = new Segmenter(model(2), "cpu", false, Progress.SILENT, 0, 0)) {
			segmenter.segment(image, false).save(TestPlugins.io(), folder.resolve("labels.nii"));
			assertTrue(Files.exists(folder.resolve("labels.nii")));
			final Volume turned = AxisCodes.of(image).to(new AxisCodes("RPI")).of(image);
			final CairnException e = assertThrows(CairnException.class, () -> segmenter.segment(turned, false));
			assertTrue(e.getMessage().contains("RPI") && e.getMessage().contains("too large to be turned"), e.getMessage());
		}
	}
}
