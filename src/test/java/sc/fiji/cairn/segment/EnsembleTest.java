// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Tests that several models segment by their mean probabilities, each with its own windows and pixels. */
class EnsembleTest {

	private static final int CLASSES = 3;

	@TempDir
	private Path folder;

	private Path write(final String name, final ModelFile model) {
		final Path file = folder.resolve(name + ".cairn");
		model.write(file);
		return file;
	}

	/** A model for slices, one of other pixels, and one for volumes. */
	private List<Path> models() {
		return List.of(write("a", TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 1), 8, 0, 1, 2)), write(
			"b", TinyModels.segmenting(new Architecture(2, 1, 2, 3), new Preprocessing(16, 1.5), 9, 0, 1, 2)), write("c", TinyModels
				.segmenting(new Architecture(3, 1, 2, 2), new Preprocessing(8, 1, Normalisation.PERCENTILES_1_99, 4, 2), 10, 0, 1,
					2)));
	}

	private static Volume image() {
		return TestVolumes.floats("waves", TestVolumes.spacing(1, 1, 2, "mm"), 21, 17, 9, (x, y, z) -> Math.sin(x) * Math.cos(0.3 *
			y) + 0.1 * z);
	}

	private static Segmentation segment(final List<Path> files, final Progress progress) {
		try (Segmenter segmenter = new Segmenter(Ensemble.read(files), Computer.exact("cpu"), false, progress)) {
			return segmenter.segment(image(), true);
		}
	}

	private static float[] probability(final Segmentation result, final int c) {
		return Voxels.floats(result.probabilities().orElseThrow().grid(c, 0));
	}

	@Test
	void probabilitiesAreTheMeansOfThoseOfEachModelAlone() {
		final List<Path> files = models();
		final RecordingProgress progress = new RecordingProgress();
		final Segmentation together = segment(files, progress);
		assertTrue(progress.lines().stream().anyMatch(line -> line.startsWith(
			"Segmenting by the mean probabilities of 3 models, with ")), progress.lines().toString());
		final List<Segmentation> alone = new ArrayList<>();
		for (final Path file : files)
			alone.add(segment(List.of(file), Progress.SILENT));
		final float[] labels = Voxels.floats(together.labels().grid(0, 0));
		final double[][] means = new double[CLASSES][labels.length];
		for (int c = 0; c < CLASSES; c++) {
			final float[] found = probability(together, c);
			for (final Segmentation one : alone) {
				final float[] share = probability(one, c);
				for (int i = 0; i < share.length; i++)
					means[c][i] += share[i] / alone.size();
			}
			for (int i = 0; i < found.length; i++)
				assertEquals(means[c][i], found[i], 1e-5);
		}
		for (int i = 0; i < labels.length; i++)
			for (int c = 0; c < CLASSES; c++)
				assertTrue(means[(int) labels[i]][i] >= means[c][i] - 1e-5);
	}

	@Test
	void oneModelTwiceIsThatModel() {
		final Path file = models().get(0);
		assertArrayEquals(Voxels.floats(segment(List.of(file), Progress.SILENT).labels().grid(0, 0)), Voxels.floats(segment(List.of(
			file, file), Progress.SILENT).labels().grid(0, 0)));
	}

	@Test
	void aFolderIsSegmentedByAllAndTheRecordNamesThem() throws IOException {
		final List<Path> files = models();
		TestVolumes.write(folder.resolve("images/waves.nii.gz"), image());
		final Path output = folder.resolve("labels");
		new FolderSegmentation(TestPlugins.io(), new SegmentFolderOptions(TestCases.images(folder.resolve("images")), files, output,
			"nii.gz", false, false, PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(false),
			"cpu"), Progress.SILENT).run();
		assertArrayEquals(Voxels.floats(segment(files, Progress.SILENT).labels().grid(0, 0)), Voxels.floats(TestPlugins.io().open(output
			.resolve("waves.nii.gz")).grid(0, 0)));
		try (var list = Files.list(output)) {
			final String record = list.filter(file -> file.toString().endsWith(".json")).map(EnsembleTest::text).findFirst()
				.orElseThrow();
			assertTrue(record.contains("a.cairn;") && record.contains("c.cairn"), record);
		}
	}

	private static String text(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void modelsThatDoNotGoTogetherAreNamed() {
		final Path first = models().get(0);
		final Path labels = write("labels", TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 1), 8, 0, 1,
			7));
		final Path channels = write("channels", TinyModels.segmenting(new Architecture(2, 2, 4, 2), new Preprocessing(16, 1), 8, 0,
			1, 2));
		assertEquals("The models " + first + " and " + labels + " cannot segment together, because they are for the labels " +
			"[0, 1, 2] and the labels [0, 1, 7]; name models that are for the same.", refused(first, labels));
		assertTrue(refused(first, channels).contains("1 channel and 2 channels"), refused(first, channels));
	}

	@Test
	void imagesAreTurnedByTheModelThatKnowsWhereAxesLead() {
		final List<Path> files = List.of(models().get(0), directed("p", "RAS"), directed("q", "LPS"));
		assertEquals(new AxisCodes("RAS"), Ensemble.read(files.subList(0, 2)).turning().directions());
		final String refused = refused(files.toArray(Path[]::new));
		assertTrue(refused.contains(files.get(1) + " and " + files.get(2)) && refused.contains("axes that lead to"), refused);
	}

	private Path directed(final String name, final String directions) {
		final ModelFile model = TinyModels.segmenting(new Architecture(2, 1, 4, 2), new Preprocessing(16, 1), 8, 0, 1, 2);
		final Plan plan = model.plan();
		return write(name, new ModelFile(new Plan(plan.architecture(), plan.preprocessing(), plan.classes(), plan.provenance(), null,
			new AxisCodes(directions), plan.mirroring()), model.weights(), model.log()));
	}

	private static String refused(final Path... files) {
		return assertThrows(CairnException.class, () -> Ensemble.read(List.of(files))).getMessage();
	}
}
