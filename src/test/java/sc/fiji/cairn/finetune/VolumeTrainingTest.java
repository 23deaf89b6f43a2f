// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.network.Level;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Voxels;

class VolumeTrainingTest {

	private static final NetworkOptions TINY = TestNetworks.of(Design.COMMON, 4, 2, 0, 0, Dimensions.THREE, 0);

	@TempDir
	private Path folder;

	/**
	 * Saves a case of slices that are bright or dark, which alone tells nothing: a bright slice is of class 1 or 2 by
	 * whether the one below it is bright, too.
	 */
	private void save(final String name, final long shift) throws IOException {
		final Geometry cubes = TestVolumes.spacing(1, 1, 1, "mm");
		TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, cubes, 12, 10, 16, (x, y,
			z) -> (isBright(z + shift) ? 100 : 0) + (x * 7 + y * 5 + z * 3) % 11));
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, cubes, 12, 10, 16, (x, y,
			z) -> label(z + shift)));
	}

	private static boolean isBright(final long z) {
		return Math.floorMod(z, 7L) < 2 || Math.floorMod(z, 7L) == 4;
	}

	private static int label(final long z) {
		return !isBright(z) ? 0 : isBright(z - 1) ? 2 : 1;
	}

	private FineTuneOptions options(final FineTunes tunes, final NetworkOptions network, final FewLabels fewLabels,
		final Precision precision)
	{
		final FineTuneOptions plain = tunes.options(network, 4);
		final RunOptions run = plain.run();
		return new FineTuneOptions(plain.cases(), plain.pretrained(), plain
			.names(), plain.rule(), new SpatialAugmentation(5, 0.02, 0.1, 0, false, false), fewLabels, network, new RunOptions(
				run.iterations(), run.batch(), run.rate(), run.seed(), run.device(), precision, run.model(), run.resume()));
	}

	private FineTuneOptions options(final FineTunes tunes) {
		return options(tunes, TINY, FewLabels.NONE, Precision.FLOAT32);
	}

	/** The labels of these volumes come and go along Z, as if slices had been left out. */
	private FineTunes tunes() {
		return FineTunes.in(folder).rule(new LabelRule(OptionalInt.empty(), false, BlankSlices.BACKGROUND));
	}

	@Test
	void whatOnlyNeighbouringSlicesTellIsLearnt() throws IOException {
		save("a", 0);
		save("b", 2);
		save("c", 4);
		final RecordingProgress progress = new RecordingProgress();
		new FineTuning(TestPlugins.io(), options(tunes().cases("a", "b").validation("c").steps(150, 2e-2)), progress).run();
		assertTrue(log(progress).contains("3D network sees 12 x 10 x 16 voxels"), log(progress));
		final ModelFile model = ModelFile.read(folder.resolve("tuned.cairn"));
		assertEquals(3, model.plan().architecture().dimensions());
		assertEquals(2, model.plan().fingerprint().volumes());
		assertEquals(108, model.plan().fingerprint().bright().get(0).median(), 3);
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			final float[] found = Voxels.floats(segmenter.segment(TestPlugins.io().open(folder.resolve("images").resolve(
				"c.nii.gz")), false).labels().grid(0, 0));
			int right = 0;
			// The first slice has none below it.
			for (int i = 120; i < found.length; i++)
				if (found[i] == label(i / 120 + 4)) right++;
			// A slice by itself allows for six in seven.
			assertTrue(right > 0.92 * (found.length - 120), right + " of " + (found.length - 120));
		}
	}

	@Test
	void aCancelledTrainingGoesOnToTheSameBits() throws IOException {
		save("a", 0);
		final FineTunes tunes = tunes().steps(4, 1e-2);
		final Map<String, HostArray> whole = new FineTuning(TestPlugins.io(), options(tunes), Progress.SILENT).run().weights();
		assertEquals(whole, new FineTuning(TestPlugins.io(), options(tunes), Progress.SILENT).run().weights());
		assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), options(tunes.to("part.cairn", false)),
			new RecordingProgress("Fine-tuning", 2)).run());
		assertEquals(whole, new FineTuning(TestPlugins.io(), options(tunes.to("part.cairn", true)), Progress.SILENT).run().weights());
	}

	@Test
	void fewLabelsGoFurtherInVolumes() throws IOException {
		save("a", 0);
		save("b", 3);
		final FineTunes tunes = tunes().cases("a").steps(3, 1e-2);
		final Map<String, HostArray> plain = new FineTuning(TestPlugins.io(), options(tunes), Progress.SILENT).run().weights();
		for (final Teaching teaching : EnumSet.complementOf(EnumSet.of(Teaching.CONSISTENCY))) {
			final FewLabels few = new FewLabels(TestCases.images(folder.resolve("images")), teaching == Teaching.COPY_PASTE ? 0
				: 0.3, teaching, new SelfTraining(1, 0.2,
				0.5, true));
			final ModelFile model = new FineTuning(TestPlugins.io(), options(tunes, TINY, few, Precision.FLOAT32), Progress.SILENT).run();
			assertEquals(6, model.log().size(), "the steps of two trainings");
			assertNotEquals(plain, model.weights());
		}
	}

	/** Saves labels of every fourth slice alone; the others have a value that stands for nothing known. */
	private FineTunes sparse(final String name, final int unknown) throws IOException {
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, TestVolumes.spacing(1, 1, 1,
			"mm"), 12, 10, 16, (x, y, z) -> z % 4 == 1 ? label(z) : unknown));
		return tunes().rule(new LabelRule(OptionalInt.of(unknown), false, BlankSlices.BACKGROUND)).steps(4, 1e-2);
	}

	@Test
	void ofVolumesTheAnnotatedSlicesAloneAreLearntFromAndTheOthersAreUnlabelled() throws IOException {
		save("a", 0);
		final Map<String, HostArray> nine = new FineTuning(TestPlugins.io(), options(sparse("a", 9)), Progress.SILENT).run().weights();
		assertEquals(nine, new FineTuning(TestPlugins.io(), options(sparse("a", 77)), Progress.SILENT).run().weights());
		final FewLabels rounds = new FewLabels(List.of(), 0, Teaching.NONE, new SelfTraining(1, 0.2, 0.5, false));
		final ModelFile again = new FineTuning(TestPlugins.io(), options(sparse("a", 9), TINY, rounds, Precision.FLOAT32),
			Progress.SILENT).run();
		assertEquals(8, again.log().size(), "the steps of two trainings, the second with predicted slices of the same volume");
		assertNotEquals(nine, again.weights());
	}

	@Test
	void sixteenBitsWork() throws IOException {
		save("a", 0);
		final ModelFile model = new FineTuning(TestPlugins.io(), options(tunes(), TINY, FewLabels.NONE, Precision.BFLOAT16),
			Progress.SILENT).run();
		assertTrue(model.plan().provenance().device().contains("bfloat16"));
		final ModelFile either = new FineTuning(TestPlugins.io(), options(tunes(), TINY, FewLabels.NONE, Precision.AUTO),
			Progress.SILENT).run();
		assertTrue(either.plan().provenance().device().contains("float"));
	}

	@Test
	void trainingGoesOnFromAModelOfItsKindOnly() throws IOException {
		save("a", 0);
		final FineTunes tunes = tunes();
		final Path volumes = folder.resolve("volumes.cairn");
		new FineTuning(TestPlugins.io(), options(tunes.to("volumes.cairn", false)), Progress.SILENT).run();
		final RecordingProgress progress = new RecordingProgress();
		new FineTuning(TestPlugins.io(), options(tunes.from(volumes)), progress).run();
		assertTrue(log(progress).contains("So does its last layer"), log(progress));
		assertRefused(tunes.from(volumes).options(), "dimensions=3");
	}

	@Test
	void theWeightsOfAModelForSlicesAreCarriedIntoVolumes() throws IOException {
		save("a", 0);
		final Path slices = folder.resolve("slices.cairn");
		final Architecture flat = new Architecture(2, 1, 4, 3);
		TinyModels.segmenting(flat, new Preprocessing(16, 1), 3, 0, 1, 2).write(slices);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new FineTuning(TestPlugins.io(), options(tunes().from(slices)), progress).run();
		final Architecture deep = model.plan().architecture();
		assertEquals(3, deep.dimensions());
		assertEquals(List.of(4, 8, 16), deep.pyramid().stream().map(Level::width).toList(), "not those that are asked for");
		for (int level = 0; level < 3; level++)
			assertEquals(flat.pyramid().get(level).pool(), deep.pyramid().get(level).pool().subList(1, 3));
		assertEquals("12 x 12 x 16 voxels", model.plan().preprocessing().window());
		assertTrue(log(progress).contains("The network starts with all weights of the pretrained model."), log(progress));
		assertTrue(log(progress).contains("The model is for slices: its kernels are put into the middle planes"), log(progress));
		assertTrue(log(progress).contains("So does its last layer"), log(progress));
		final ModelFile still = new FineTuning(TestPlugins.io(), options(tunes().from(slices), TestNetworks.of(Design.COMMON, 4,
			2, 0, 0, Dimensions.AUTO, 0), FewLabels.NONE, Precision.FLOAT32), Progress.SILENT).run();
		assertEquals(flat, still.plan().architecture(), "nobody has asked for volumes");
	}

	@Test
	void volumesAreChosenAutomatically() throws IOException {
		save("a", 0);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new FineTuning(TestPlugins.io(), options(tunes(), TestNetworks.of(Design.COMMON, 4, 2, 0, 0,
			Dimensions.AUTO, 0), FewLabels.NONE, Precision.FLOAT32), progress).run();
		assertEquals(3, model.plan().architecture().dimensions());
		assertTrue(log(progress).contains("1.0 times as far apart"), log(progress));
	}

	private static String log(final RecordingProgress progress) {
		return String.join("\n", progress.lines());
	}

	private static void assertRefused(final FineTuneOptions options, final String part) {
		final CairnException e = assertThrows(CairnException.class, () -> new FineTuning(TestPlugins.io(), options, Progress.SILENT).run());
		assertTrue(e.getMessage().contains(part), e.getMessage());
	}
}
