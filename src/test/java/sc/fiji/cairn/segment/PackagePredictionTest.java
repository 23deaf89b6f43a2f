// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.bioimageio.TestPackages;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Packages of other programs segment images like models do. */
class PackagePredictionTest {

	@TempDir
	private Path folder;

	private static Volume image() {
		return TestVolumes.floats("waves", TestVolumes.spacing(0.25, 0.25, 3, "mm"), 21, 18, 3, (x, y, z) -> (z + 1) * Math.sin(x) * Math
			.cos(0.3 * y) + 10 * z);
	}

	private Segmentation segment(final String description, final String network, final Progress progress, final float... test) {
		final Path file = TestPackages.write(folder.resolve("package.zip"), description, network, test);
		try (Segmenter segmenter = new Segmenter(Ensemble.read(List.of(file)), Computer.exact("cpu"), false, progress)) {
			return segmenter.segment(image(), true);
		}
	}

	/** The label of a voxel is whether it is brighter than the mean of its slice, or of the volume. */
	private static void assertBrighter(final Segmentation result, final boolean together) {
		final float[] image = Voxels.floats(image().grid(0, 0));
		final float[] labels = Voxels.floats(result.labels().grid(0, 0));
		final float[] shares = Voxels.floats(result.probabilities().orElseThrow().grid(1, 0));
		final int area = 21 * 18;
		for (int i = 0; i < image.length; i++) {
			final int first = together ? 0 : i / area * area;
			double mean = 0;
			for (int k = first; k < first + (together ? image.length : area); k++)
				mean += image[k] / (together ? image.length : area);
			if (Math.abs(image[i] - mean) < 1e-4) continue;
			assertEquals(image[i] > mean ? 1 : 0, labels[i], "" + i);
			assertEquals(image[i] > mean, shares[i] > 0.5, "" + i);
		}
		assertEquals(List.of("bright"), result.volumes().stream().map(ClassVolume::name).toList());
	}

	@Test
	void slicesAreNormalisedAsThePackageSays() {
		final RecordingProgress progress = new RecordingProgress();
		assertBrighter(segment(TestPackages.FOREIGN, "x", progress, 0.5f), false);
		assertTrue(progress.lines().stream().anyMatch(line -> line.contains("The package is for voxels of 0.5 mm along y, and those of waves " +
			"have 0.25 mm; they are not resampled")), "" + progress.lines());
		assertBrighter(segment(TestPackages.FOREIGN.replace("axes: [y, x]", "axes: [batch, y, x]"), "x", progress, 0.5f), true);
	}

	@Test
	void networksMayGiveNumbersOf16Bits() {
		assertBrighter(segment(TestPackages.FOREIGN, "x.to(15)", Progress.SILENT, 0.5f), false);
		assertBrighter(segment(TestPackages.FOREIGN, "torch.sign(x).to(2)", Progress.SILENT, 0.5f), false);
	}

	@Test
	void allClassesAtOnceAreTheLikeliest() {
		final String two = TestPackages.FOREIGN.replace("[bright]", "[dark, bright]").replace("sigmoid", "softmax");
		assertBrighter(segment(two, "torch.cat([torch.neg(x), x], 1)", Progress.SILENT, 0.25f, 0.75f), false);
	}

	@Test
	void labelsWithNamesAreWrittenForOtherPrograms() throws Exception {
		final Segmentation result = segment(TestPackages.FOREIGN, "x", Progress.SILENT, 0.5f);
		final Path file = folder.resolve("labels.seg.nrrd");
		result.save(TestPlugins.io(), file);
		assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1).contains("Segment0_Name:=bright\n"));
		assertEquals(folder.resolve("probabilities/labels.nii.gz"), Segmentation.probabilityFile(file));
		assertTrue(Files.exists(Segmentation.probabilityFile(file)));
		final Path outlines = folder.resolve("labels.geojson");
		result.save(TestPlugins.io(), outlines);
		assertTrue(Files.readString(outlines).contains("{\"name\":\"bright\""));
	}

	@Test
	void aPackageSegmentsAlone() {
		final Path file = TestPackages.write(folder.resolve("package.zip"), TestPackages.FOREIGN, "x", 0.5f);
		final Path model = folder.resolve("model.cairn");
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1).write(model);
		assertEquals("The package " + file + " segments alone, not together with other models; name it alone.", assertThrows(
			CairnException.class, () -> Ensemble.require(List.of(model, file))).getMessage());
		final Ensemble ensemble = Ensemble.read(List.of(file));
		assertEquals("flips", assertThrows(CairnException.class, () -> new Segmenter(ensemble, Computer.exact("cpu"), true, Progress.SILENT)).parameter()
			.orElseThrow());
	}

	@Test
	void imagesOfOtherChannelsAreRefused() {
		final String two = TestPackages.FOREIGN.replace("[grey]", "[red, green]");
		assertEquals("The image waves has 1 channel, but the package is for images of 2; choose one by the parameter channel, from 1, or " +
			"use other images.", assertThrows(CairnException.class, () -> segment(two, "x", Progress.SILENT, 0.5f)).getMessage());
	}
}
