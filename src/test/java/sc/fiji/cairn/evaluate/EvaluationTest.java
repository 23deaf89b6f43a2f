// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.volume.VolumeIO;

class EvaluationTest {

	@TempDir
	private Path folder;
	private Path predictions;
	private Path labels;
	private VolumeIO io;

	@BeforeEach
	void makeFolders() throws Exception {
		predictions = Files.createDirectory(folder.resolve("predictions"));
		labels = Files.createDirectory(folder.resolve("labels"));
		io = new VolumeIO(List.of(new Labels()));
	}

	private EvaluationResult evaluate() {
		return new Evaluation(io, Progress.SILENT).run(new EvaluationOptions(predictions, labels, LabelRule.PLAIN));
	}

	@Test
	void objectsAreOneForegroundIfAskedFor() {
		prediction("a", slab(1, 3));
		label("a", slab(300, 3));
		assertEquals(0, evaluate().cases().get(0).score(300).dice(), 0);
		final EvaluationResult result = new Evaluation(io, Progress.SILENT).run(new EvaluationOptions(predictions, labels,
			LabelRule.PLAIN.withForeground(true)));
		assertEquals(List.of(1), result.labels());
		assertEquals(1, result.cases().get(0).score(1).dice(), 0);
	}

	private void prediction(final String name, final RandomAccessibleInterval<IntType> grid) {
		io.save(Grids.volume(grid, 1, "mm"), predictions.resolve(name));
	}

	private void label(final String name, final RandomAccessibleInterval<IntType> grid) {
		io.save(Grids.volume(grid, 1, "mm"), labels.resolve(name));
	}

	private static RandomAccessibleInterval<IntType> slab(final int label, final int slices) {
		return Grids.box(Grids.empty(2, 3, 6), label, new int[] { 0, 0, 0 }, new int[] { 1, 2, slices - 1 });
	}

	@Test
	void pairsByBaseNameWhateverTheFormat() throws Exception {
		prediction("b.1.tif", slab(1, 2));
		label("b.1.nii.gz", slab(1, 2));
		prediction("a.nii", slab(1, 2));
		label("a.ome.tif", slab(1, 3));
		label("c.nii", slab(1, 2));
		Files.writeString(predictions.resolve("notes.txt"), "no image");
		final EvaluationResult result = evaluate();
		assertEquals(List.of("a", "b.1"), result.cases().stream().map(CaseScore::name).toList());
		assertEquals(.8, result.cases().get(0).score(1).dice(), 1e-12);
		assertEquals(.9, result.summary(1, Measure.DICE).mean(), 1e-12);
		assertEquals(.2 / Math.sqrt(2), result.summary(1, Measure.DICE).sd(), 1e-12);
		assertEquals("mm", result.unit());
	}

	@Test
	void scoresFilesOnDisk() throws Exception {
		final Path truth = Path.of("test-images", "labels");
		Files.copy(truth.resolve("test-1.nii.gz"), predictions.resolve("test-1.nii.gz"));
		Files.copy(truth.resolve("test-2.nii.gz"), predictions.resolve("test-3.nii.gz"));
		final EvaluationResult result = new Evaluation(TestPlugins.io(), Progress.SILENT).run(new EvaluationOptions(
			predictions, truth, LabelRule.PLAIN));
		assertEquals(List.of(1, 2, 3), result.labels());
		assertEquals("mm", result.unit());
		assertEquals(1, result.cases().get(0).overall(Measure.DICE));
		assertEquals(0, result.cases().get(0).overall(Measure.HD));
		final ClassScore other = result.cases().get(1).score(1);
		assertTrue(other.dice() > 0.2 && other.dice() < 0.9);
		assertTrue(other.hd() >= other.hd95() && other.hd95() > other.assd() && other.assd() > 0);
	}

	@Test
	void aHeaderAndItsVoxelsAreOneImage() {
		prediction("a.hdr", slab(1, 2));
		prediction("a.img", slab(1, 2));
		label("a.nii", slab(1, 2));
		assertEquals(1, evaluate().cases().size());
	}

	@Test
	void classesThatOnlySomeCasesHoldCountThere() {
		prediction("a.nii", slab(1, 2));
		label("a.nii", slab(1, 2));
		prediction("b.nii", slab(2, 1));
		label("b.nii", slab(2, 3));
		prediction("c.nii", slab(2, 3));
		label("c.nii", slab(0, 1));
		final EvaluationResult result = evaluate();
		assertEquals(List.of(1, 2), result.labels());
		assertEquals(Absence.BOTH, result.cases().get(0).score(2).absence());
		assertEquals(1, result.summary(1, Measure.DICE).n());
		final Statistic second = result.summary(2, Measure.DICE);
		assertEquals(2, second.n());
		assertEquals((.5 + 0) / 2, second.mean(), 1e-12);
		assertEquals((2 + 7) / 2.0, result.summary(2, Measure.HD).mean(), 1e-12);
		assertEquals((1 + .5 + 0) / 3, result.overall(Measure.DICE).mean(), 1e-12);
	}

	@Test
	void knownUnitsBecomeMillimetres() {
		io.save(Grids.volume(slab(1, 2), 500, "micron"), predictions.resolve("a.tif"));
		io.save(Grids.volume(slab(1, 4), 500, "micron"), labels.resolve("a.tif"));
		final EvaluationResult result = evaluate();
		assertEquals("mm", result.unit());
		assertEquals(1, result.cases().get(0).score(1).hd(), 1e-12);
		assertEquals(24 * .125, result.cases().get(0).score(1).truthVolume(), 1e-12);
	}

	@Test
	void lengthsOfDifferentUnitsHaveNoMean() {
		prediction("a.nii", slab(1, 2));
		label("a.nii", slab(1, 2));
		prediction("b.tif", slab(1, 2));
		io.save(Grids.volume(slab(1, 2), 1, "pixel"), labels.resolve("b.tif"));
		final EvaluationResult result = evaluate();
		assertEquals("", result.unit());
		assertTrue(Double.isNaN(result.overall(Measure.HD95).mean()));
		assertEquals(1, result.overall(Measure.DICE).mean());
	}

	@Test
	void ignoresWhatNoOneAnnotated() {
		prediction("a.nii", slab(1, 6));
		label("a.nii", Grids.box(slab(9, 6), 1, new int[] { 0, 0, 0 }, new int[] { 1, 2, 1 }));
		final EvaluationResult result = new Evaluation(io, Progress.SILENT).run(new EvaluationOptions(predictions, labels,
			LabelRule.ignoring(9)));
		assertEquals(List.of(1), result.labels());
		assertEquals(1, result.overall(Measure.DICE).mean());
	}

	@Test
	void namesThePredictionWithoutLabel() {
		prediction("a.nii", slab(1, 2));
		label("b.nii", slab(1, 2));
		assertFails("a.nii", "has no label", labels.toString());
	}

	@Test
	void tellsHowManyLabelsHaveNoPrediction() {
		for (final String name : List.of("a.nii", "b.nii", "c.nii"))
			label(name, slab(1, 2));
		prediction("b.tif", slab(1, 2));
		final RecordingProgress progress = new RecordingProgress();
		new Evaluation(io, progress).run(new EvaluationOptions(predictions, labels, LabelRule.PLAIN));
		assertTrue(progress.lines().contains("Of the label images in " + labels +
			", 2 have no prediction and are left out."), "" + progress.lines());
	}

	@Test
	void namesTheSizesThatDiffer() {
		prediction("a.nii", slab(1, 2));
		label("a.tif", Grids.empty(2, 3, 7));
		assertFails("a.nii", "a.tif", "2 x 3 x 6", "2 x 3 x 7");
	}

	@Test
	void namesTheLabelWithoutVoxelSpacing() {
		prediction("a.nii", slab(1, 2));
		io.save(Grids.volume(slab(1, 2), 0, "mm"), labels.resolve("a.nii"));
		assertFails("a.nii", "voxel spacing");
	}

	@Test
	void namesTheFolderThatIsMissingOrEmpty() throws Exception {
		prediction("a.nii", slab(1, 2));
		assertFails(labels.toString(), "holds no image");
		Files.delete(labels);
		assertFails(labels.toString(), "does not exist");
	}

	@Test
	void twoFilesOfOneCaseAreOneTooMany() {
		prediction("a.nii", slab(1, 2));
		prediction("a.tif", slab(1, 2));
		label("a.nii", slab(1, 2));
		assertFails("a.nii", "a.tif", "keep one");
	}

	private void assertFails(final String... parts) {
		final String message = assertThrows(CairnException.class, this::evaluate).getMessage();
		for (final String part : parts) assertTrue(message.contains(part), message);
		assertFalse(message.contains("\n"));
	}

	@Test
	void tellsEachCaseAndStopsWhenAsked() {
		for (final String name : List.of("a.nii", "b.nii", "c.nii")) {
			prediction(name, slab(1, 2));
			label(name, slab(1, 2));
		}
		final List<String> told = new ArrayList<>();
		final Progress impatient = new Progress() {

			@Override
			public void stage(final String name, final long total) {
				told.add(name + " " + total);
			}

			@Override
			public void advance(final long done, final String status) {
				told.add(done + " " + status);
			}

			@Override
			public void log(final String message) {
				told.add(message);
			}

			@Override
			public boolean isCancelled() {
				return told.size() > 2;
			}
		};
		assertThrows(CancellationException.class, () -> new Evaluation(io, impatient).run(new EvaluationOptions(
			predictions, labels, LabelRule.PLAIN)));
		assertEquals(List.of("Evaluating 3", "1 a Dice 1.000", "2 b Dice 1.000"), told);
	}

	@Test
	void truthOnSomeSlicesIsAQuestion() {
		prediction("a", Grids.box(Grids.empty(8, 8, 9), 1, new int[] { 0, 0, 0 }, new int[] { 7, 5, 8 }));
		label("a", Grids.box(Grids.box(Grids.empty(8, 8, 9), 1, new int[] { 0, 0, 2 }, new int[] { 7, 5, 2 }), 1, new int[] { 0,
			0, 6 }, new int[] { 7, 5, 6 }));
		assertEquals("In the label image " + labels.resolve("a") + " only slices 3 and 7 of 9 carry labels, as if the others had " +
			"not been annotated; give unlabelledslices=ignore to score the labelled slices alone, or unlabelledslices=background " +
			"to take the other slices as background.", assertThrows(CairnException.class, this::evaluate).getMessage());
		assertEquals(1, dice("ignore"));
		assertEquals(2.0 * 2 / (2 + 9), dice("background"), 1e-12);
	}

	private double dice(final String unlabelledSlices) {
		return new Evaluation(io, Progress.SILENT).run(new EvaluationOptions(predictions, labels, LabelRule.of("", false,
			unlabelledSlices))).cases().get(0).score(1).dice();
	}
}
