// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Selection;

class FineTunePresetTest {

	private static final int SIZE = 32;

	@TempDir
	private Path folder;

	private ModelFile tuned(final Preset preset, final Recipe recipe, final String pretrained) {
		final FineTuneOptions plain = FineTunes.in(folder).options();
		return new FineTuning(TestPlugins.io(), new FineTuneOptions(plain.cases(), pretrained.isEmpty() ? Optional.empty() : Optional.of(Path.of(
			pretrained)), List.of(), LabelRule.PLAIN, preset.loss(), preset.places(), preset.intensities(), plain.fewLabels(), TestNetworks.of(preset.design(), 4, 3, 16, 0, Dimensions.TWO, 0), new RunOptions(recipe, 9, "cpu", Precision.FLOAT32, folder.resolve(preset + ".cairn"),
					false), Selection.ALL), Progress.SILENT).run();
	}

	@ParameterizedTest
	@EnumSource(Preset.class)
	void everyPresetLearnsFromScratchAndFromAModel(final Preset preset) throws Exception {
		FineTunes.stripes(folder, "a");
		final Recipe recipe = new Recipe(25, 4, 5e-3, preset.fineTuning().optimisation());
		final ModelFile scratch = tuned(preset, recipe, "");
		final double[] loss = scratch.log().stream().mapToDouble(TrainedStep::loss)
			.toArray();
		assertTrue(loss[23] + loss[24] < 0.95 * (loss[0] + loss[1]), scratch.log()::toString);
		final Architecture network = preset.design().architecture(2, 1, 4, 3);
		assertEquals(network, scratch.plan().architecture());
		final Path parent = folder.resolve("parent.cairn");
		TinyModels.pretrained(network, new Preprocessing(16, 1), 3).write(parent);
		assertEquals(network, tuned(preset, new Recipe(2, 4, 5e-3, recipe.optimisation()), parent.toString()).plan().architecture());
	}

	@Test
	void aModelOfAnotherSystemIsToldOf() {
		final Path parent = folder.resolve("parent.cairn");
		TinyModels.pretrained(Preset.ZENG.design().architecture(2, 1, 4, 3), new Preprocessing(16, 1), 3).write(parent);
		final RecordingProgress progress = new RecordingProgress();
		InitialWeights.of(Optional.of(parent)).compare(Preset.ZENG.design(), progress);
		InitialWeights.of(Optional.empty()).compare(Preset.COMMON.design(), progress);
		assertEquals(List.of(), progress.lines());
		InitialWeights.of(Optional.of(parent)).compare(Preset.COMMON.design(), progress);
		assertEquals(List.of("The model to start from has the network of preset=zeng, but loss, optimiser and augmentation " +
			"are those of preset=common; give preset=zeng to train on as its system does."), progress.lines());
	}

	@Test
	void presetsAreAsPublished() {
		assertEquals(new Recipe(10_000, 20, 1e-3, Preset.CHAITANYA.fineTuning().optimisation()), Preset.CHAITANYA.fineTuning());
		assertEquals(1, Preset.CHAITANYA.fineTuning().optimisation().rest(), "a constant rate");
		assertEquals(0.01, Preset.ZENG.fineTuning().optimisation().rest(), "5e-4 to 5e-6");
		assertEquals(8, Preset.HU.fineTuning().batch());
	}

	@Test
	void aTeacherNeedsTheAverageOfTheWeights() throws IOException {
		FineTunes.stripes(folder, "a");
		final FineTuneOptions plain = FineTunes.in(folder).options();
		final RunOptions published = plain.run().with(Preset.ZENG.fineTuning());
		final FewLabels taught = new FewLabels(List.of(), 0, Teaching.MEAN_TEACHER, SelfTraining.NONE);
		final CairnException e = assertThrows(CairnException.class, () -> new FineTuneOptions(plain.cases(), Optional.empty(), List.of(), LabelRule.PLAIN, plain.augmentation(), taught, plain.network(), published));
		assertTrue(e.getMessage().contains("average") && e.getMessage().contains("preset=common"), e.getMessage());
	}

	@ParameterizedTest
	@EnumSource(Preset.class)
	@Tag("known-mistake-6")
	void noPresetTurnsDirectionsRound(final Preset preset) {
		final PreparedVolume ramp = Stacks.labelled(Stacks.of("ramp", SIZE, SIZE, 1, 1, (x, y, z) -> y), (x, y, z) -> y);
		for (int draw = 0; draw < 200; draw++) {
			final byte[] classes = new byte[SIZE * SIZE];
			new View(ramp, preset.places().draw(Seeds.random(1, draw, 0), Place.slice(ramp, 0), new Preprocessing(SIZE, 1)))
				.sampleLabels(ByteBuffer.wrap(classes));
			assertTrue(mean(classes, 0, SIZE / 2) < mean(classes, SIZE / 2, SIZE));
		}
	}

	private static double mean(final byte[] classes, final int from, final int to) {
		double sum = 0;
		int count = 0;
		for (int i = from * SIZE; i < to * SIZE; i++) {
			if ((classes[i] & 0xff) == PreparedVolume.IGNORE) continue;
			sum += classes[i];
			count++;
		}
		return sum / count;
	}

	@ParameterizedTest
	@EnumSource(Preset.class)
	@Tag("known-mistake-7")
	void runningStatisticsAreTransferredAndTheLastLayerIsNot(final Preset preset) {
		final Architecture network = preset.design().architecture(2, 1, 4, 3);
		final ModelFile whole = TinyModels.segmenting(network, new Preprocessing(16, 1), 3, 0, 1);
		try (Torch torch = Torch.open("cpu")) {
			final SegmentationNetwork trainee = new SegmentationNetwork(network, 2, torch.scope(), 9, false);
			final Map<String, HostArray> before = trainee.weights();
			final Path file = folder.resolve("whole.cairn");
			whole.write(file);
			final RecordingProgress progress = new RecordingProgress();
			InitialWeights.of(Optional.of(file)).transfer(trainee.network(), progress);
			final int all = network.encoder().size() + network.decoder().size();
			assertTrue(progress.lines().contains("The network starts with all weights of the pretrained model."), "" +
				progress.lines());
			trainee.weights().forEach((name, array) -> assertEquals(name.startsWith("head.") ? before.get(name) : whole
				.weights().get(name), array, name));
		}
	}
}
