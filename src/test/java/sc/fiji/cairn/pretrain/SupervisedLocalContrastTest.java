// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;

class SupervisedLocalContrastTest {

	private static final String IMAGES = Path.of("test-images", "images").toString();
	private static final Path LABELS = Path.of("test-images", "labels");

	@TempDir
	private Path folder;

	private PretrainOptions options(final Path labels, final List<String> cases, final int iterations) {
		return new PretrainOptions(TestCases.images(IMAGES, "train-*"), "supervised-local", Domains.apart(1), new ContrastOptions(Strategy.GD, 4, 0.1, 1, 13, 0.1),
			new SupervisionOptions(cases.isEmpty() ? List.of() : TestCases.labelled(Path.of(IMAGES), labels, cases), LabelRule.PLAIN, 4,
				4096), Optional.empty(), TestNetworks.of(4, 3, 48), new RunOptions(iterations, 8, 3e-3,
				7, "cpu", Precision.FLOAT32, folder.resolve("model.cairn"), false));
	}

	@Test
	void bothStagesTrainAndTheModelKeepsEncoderAndDecoder() {
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(LABELS, List.of("train-1", "train-2"), 30),
			Progress.SILENT).run();
		final Architecture architecture = model.plan().architecture();
		assertEquals(architecture.encoder().size() + architecture.decoder().size(), model.weights().size());
		final double[] loss = model.log().stream().skip(30).mapToDouble(TrainedStep::loss)
			.toArray();
		assertEquals(30, loss.length);
		assertTrue(mean(loss, 25, 30) < mean(loss, 0, 5) - 0.05, model.log()::toString);
	}

	private static double mean(final double[] values, final int from, final int to) {
		return Arrays.stream(values, from, to).average().orElseThrow();
	}

	@Test
	@Tag("known-mistake-5")
	void noOtherLabelIsOpened() throws IOException {
		final Path labels = Files.createDirectory(folder.resolve("labels"));
		Files.copy(LABELS.resolve("train-1.nii.gz"), labels.resolve("train-1.nii.gz"));
		// Whoever opens these two fails.
		for (final String name : List.of("train-2", "test-1"))
			Files.write(labels.resolve(name + ".nii.gz"), new byte[] { 1, 2, 3 });
		new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(labels, List.of("train-1"), 1), Progress.SILENT).run();
		assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(labels, List.of("train-1", "train-2"), 1),
			Progress.SILENT).run());
	}

	@Test
	void withoutLabelsItSaysWhatIsMissing() {
		final CairnException all = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(LABELS, List
			.of(), 1), Progress.SILENT).run());
		assertTrue(all.getMessage().contains("The parameter cases is empty"), all.getMessage());
	}

	@Test
	@Tag("known-mistake-8")
	void theViewsOfASliceShareItsLabelsAndEveryArrayLearns() {
		try (Torch torch = Torch.open("cpu")) {
			final byte[][] classes = new byte[6][32 * 32];
			for (final byte[] slice : classes)
				for (int i = 0; i < slice.length; i++)
					slice[i] = (byte) (i / 32 / 11);
			final List<PreparedVolume> labelled = List.of(Stacks.labelled(Stacks.noise("a", 32, 6, 1), classes));
			final UNet network = new UNet(new Architecture(2, 1, 4, 3), torch.scope(), 1, false);
			final PixelLearner learner = new PixelLearner(new PretrainContext(network, labelled, labelled, List.of(0), new Preprocessing(32, 0),
				options(LABELS, List.of(), 2), torch.scope()));
			try (ImageBatch<byte[]> batch = learner.compose(3); ImageBatch<byte[]> again = learner.compose(3)) {
				assertArrayEquals(batch.extra(), again.extra());
				final float[] pixels = batch.images(torch.scope()).toFloatArray();
				assertArrayEquals(pixels, again.images(torch.scope()).toFloatArray());
				for (int i = 0; i < 32 * 32; i++)
					assertEquals(batch.extra()[i], batch.extra()[32 * 32 + i]);
				assertNotEquals(pixels[0], pixels[32 * 32]);
			}
			final Map<String, HostArray> before = weights(learner);
			new TrainingLoop<>(learner, new TrainingOptions(2, 1e-2, Optimisation.COMMON, folder.resolve("c"), 100, false), "run",
				new TrainingLog(), List.of(), Progress.SILENT).train(torch.scope(), "Local");
			weights(learner).forEach((name, array) -> assertNotEquals(before.get(name), array, name));
		}
	}

	private static Map<String, HostArray> weights(final PixelLearner learner) {
		final Map<String, HostArray> weights = new TreeMap<>();
		for (final Weights part : learner.trained())
			weights.putAll(part.export());
		return weights;
	}
}
