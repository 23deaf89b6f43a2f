// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Axis;

class MirroringTest {

	private static final Mirroring NONE = new Mirroring(false, false);
	private static final Mirroring X = new Mirroring(true, false);
	private static final Mirroring Y = new Mirroring(false, true);
	private static final Mirroring BOTH = new Mirroring(true, true);

	private static float[] mirrored(final Mirroring way) {
		final float[] images = { 1, 2, 3, 4, 5, 6, /**/ 7, 8, 9, 10, 11, 12 };
		way.apply(images, 2, 3);
		return images;
	}

	@Test
	void rowsAndColumnsOfEachImageAreExchanged() {
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, mirrored(NONE));
		assertArrayEquals(new float[] { 3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10 }, mirrored(X));
		assertArrayEquals(new float[] { 4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9 }, mirrored(Y));
		assertArrayEquals(new float[] { 6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7 }, mirrored(BOTH));
	}

	@Test
	void imagesAreMirroredAlongTheAxesOfTheTrainingAlone() {
		assertEquals(List.of(NONE, X), Mirroring.of(List.of(Axis.X)));
		assertEquals(List.of(NONE, Y), Mirroring.of(List.of(Axis.Y)));
		assertEquals(List.of(NONE, X, Y, BOTH), Mirroring.of(List.of(Axis.X, Axis.Y)));
	}

	@Test
	void aModelThatNeverSawAMirroredImageIsNotMirrored() {
		assertTrue(assertThrows(CairnException.class, () -> Mirroring.of(List.of())).getMessage().contains("flips=false"));
		final ModelFile model = TinyModels.segmenting(TinyModels.TINY, new Preprocessing(8, 0), 1, 0, 1);
		final Plan plan = model.plan();
		final ModelFile never = new ModelFile(new Plan(plan.architecture(), plan.preprocessing(), plan.classes(), plan
			.provenance()), model.weights(), model.log());
		assertThrows(CairnException.class, () -> new Segmenter(never, "cpu", true, Progress.SILENT).close());
		new Segmenter(never, "cpu", false, Progress.SILENT).close();
		new Segmenter(model, "cpu", true, Progress.SILENT).close();
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, false", "false, true", "true, true" })
	void fineTuningTellsTheModelHowItMirrored(final boolean x, final boolean y, @TempDir final Path folder) {
		final SpatialAugmentation places = new SpatialAugmentation(0, 0, 0, 0, x, y);
		final FineTuneOptions options = new FineTuneOptions(new CaseSplit(TestCases.labelled(Path.of("test-images/images"), Path.of(
			"test-images/labels"), List.of("train-1")), List.of()), Optional.empty(), List.of(), LabelRule.PLAIN, places, FewLabels.NONE, TestNetworks.of(2, 2, 16), new RunOptions(1, 2, 1e-3, 1,
				"cpu", Precision.FLOAT32, folder.resolve("m.cairn"), false));
		new FineTuning(TestPlugins.io(), options, Progress.SILENT).run();
		final List<Axis> axes = ModelFile.read(folder.resolve("m.cairn")).plan().mirroring();
		assertEquals(x, axes.contains(Axis.X));
		assertEquals(y, axes.contains(Axis.Y));
	}
}
