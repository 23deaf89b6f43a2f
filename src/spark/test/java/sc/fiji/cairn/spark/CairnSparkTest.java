// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** Commands on two threads of Spark in this JVM. */
class CairnSparkTest {

	@TempDir
	private static Path folder;

	private static JavaSparkContext spark;

	private final VolumeIO io = TestPlugins.io();

	@BeforeAll
	static void start() {
		spark = new JavaSparkContext(new SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false").set(
			"spark.driver.bindAddress", "127.0.0.1").set("spark.driver.host", "127.0.0.1"));
		TestPlugins.io().save(image(), folder.resolve("image.zarr"));
		TinyModels.segmenting(new Architecture(3, 1, 2, 2), new Preprocessing(16, 0, Preprocessing.Normalisation.PERCENTILES_1_99, 16, 0), 5, 0, 1,
			2).write(folder.resolve("model.cairn"));
	}

	@AfterAll
	static void stop() {
		spark.close();
	}

	private static Volume image() {
		return TestVolumes.floats("image", TestVolumes.spacing(1, 1, 1, "micron"), 300, 16, 20, (x, y, z) -> Math.sin(x * 0.3 + y * 0.2) + Math.sin(
			z * 0.7));
	}

	private static void run(final String command, final String... words) {
		CairnSpark.run(spark, command, new Keys(Arrays.asList(words)));
	}

	private void assertSegmented(final String output, final PostprocessingOptions after, final String... more) {
		final List<String> words = new java.util.ArrayList<>(List.of("input=" + folder.resolve("image.zarr"), "model=" + folder.resolve(
			"model.cairn"), "output=" + folder.resolve(output)));
		words.addAll(List.of(more));
		run("segment", words.toArray(String[]::new));
		try (Segmenter segmenter = new Segmenter(Segmenter.read(folder.resolve("model.cairn")), "cpu", Progress.SILENT)) {
			assertArrayEquals(Voxels.floats(segmenter.segment(image(), false, after).labels().grid(0, 0)), Voxels.floats(io.open(folder.resolve(
				output)).grid(0, 0)));
		}
	}

	@Test
	void aVolumeHasTheLabelsOfOneProcess() {
		assertSegmented("plain.zarr", PostprocessingOptions.NOTHING);
	}

	@Test
	void objectsAreNumberedAcrossBlocks() {
		assertSegmented("objects.zarr", new PostprocessingOptions(false, 0, false, true), "instances=true");
	}

	@Test
	void aFolderIsSharedByShardsAndEvaluated() throws Exception {
		for (int i = 0; i < 3; i++) {
			final int number = i;
			io.save(TestVolumes.floats("a", TestVolumes.spacing(1, 1, 1, "mm"), 20, 20, 18, (x, y, z) -> Math.sin(x + y * z + number)), folder
				.resolve("images/" + i + ".nii.gz"));
			io.saveLabels(TestVolumes.bytes("a", TestVolumes.spacing(1, 1, 1, "mm"), 20, 20, 18, (x, y, z) -> (x / 3 + y / 4 + z) % 3), 2, folder
				.resolve("truth/" + i + ".nii.gz"));
		}
		final String segment = "images=" + folder.resolve("images") + " model=" + folder.resolve("model.cairn") + " device=cpu output=";
		final String evaluate = "predictions=" + folder.resolve("shared") + " labels=" + folder.resolve("truth") + " output=";
		run("segment-folder", (segment + folder.resolve("shared") + " shards=2").split(" "));
		run("evaluate", (evaluate + folder.resolve("shared.csv")).split(" "));
		final MacroRun alone = MacroRun.of(folder, "run(\"Cairn Segment Folder...\", \"" + segment + folder.resolve("alone") +
			"\"); run(\"Cairn Evaluate...\", \"" + evaluate + folder.resolve("alone.csv") + "\");", "");
		assertEquals(0, alone.status(), alone::err);
		for (int i = 0; i < 3; i++)
			assertArrayEquals(Files.readAllBytes(folder.resolve("alone/" + i + ".nii.gz")), Files.readAllBytes(folder.resolve("shared/" + i +
				".nii.gz")));
		assertEquals(Files.readString(folder.resolve("alone.csv")), Files.readString(folder.resolve("shared.csv")));
	}

	@Test
	void keysThatThereAreNotAreNamed() {
		final CairnException e = assertThrows(CairnException.class, () -> run("segment", "imput=x"));
		assertEquals("imput", e.parameter().orElseThrow());
	}
}
