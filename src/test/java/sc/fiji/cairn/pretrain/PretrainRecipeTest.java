// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Selection;

class PretrainRecipeTest {

	@TempDir
	private Path folder;

	private PretrainOptions options(final Preset preset, final String method, final PretrainRecipe recipe) {
		final StageRecipe first = recipe.stages().get(0);
		return new PretrainOptions(TestCases.images("test-images/images", "train-*"), method, Domains.apart(1), new ContrastOptions(Strategy.GD, 4, 0.1, PositionAxes.Z, recipe
			.blocks(), 13, LocalPositives.RANDOM, first.temperature(), first.views(), first.head()), OwnParameters.NONE, new SupervisionOptions(
				TestCases.labelled(Path.of("test-images/images"), Path.of("test-images/labels"), List.of("train-1")), LabelRule.PLAIN, 4, 16), Optional.empty(), TestNetworks.of(preset.design(), 4, 3, 48, 0, Dimensions.TWO, 0),
			new RunOptions(first.recipe(), 3, "cpu", Precision.FLOAT32, folder.resolve("model.cairn"), false), recipe.later(),
			Selection.ALL);
	}

	@ParameterizedTest
	@CsvSource({ "CHAITANYA, global, 1", "CHAITANYA, global-local, 2", "ZENG, positional, 1", "HU, supervised-local, 2" })
	void everyPublishedPresetTrains(final Preset preset, final String method, final int stages) {
		final PretrainRecipe recipe = TestPlugins.methods().recipe(preset, method).with(stage -> stage.with(new Recipe(2, 8, stage.recipe().rate(), stage.recipe().optimisation()), stage.temperature()), 1);
		final RecordingProgress progress = new RecordingProgress();
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(preset, method, recipe), progress).run();
		assertEquals(2 * stages, model.log().size());
		assertEquals(preset.design().architecture(2, 1, 4, 3), model.plan().architecture());
		for (final HostArray array : model.weights().values())
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
		final double published = recipe.stages().get(0).recipe().rate();
		assertEquals(published, model.log().get(0).rate(), 1e-6 * published, "there is no warm-up");
		assertEquals(method.equals("supervised-local"), progress.lines().stream().anyMatch(line -> line.contains(
			"blocks of 16 x 16") && line.contains("128 at once") && line.contains("MB")), "" + progress.lines());
	}

	@Test
	void stagesHaveTheirOwnNumbersUnlessTheUserSaysOtherwise() {
		final PretrainRecipe published = TestPlugins.methods().recipe(Preset.HU, "supervised-local");
		final PretrainOptions options = options(Preset.HU, "supervised-local", published);
		assertEquals(240, options.stage(0).run().batch());
		assertEquals(8, options.stage(1).run().batch());
		assertEquals(0.5, options.stage(0).contrast().temperature());
		assertEquals(0.1, options.stage(1).contrast().temperature());
		assertEquals(1, options.stage(1).run().optimisation().rest());
		assertEquals(options.stage(1), options.stage(7));
		final PretrainRecipe own = published.with(stage -> stage.with(new Recipe(5, stage.recipe().batch(), 0.01, stage.recipe()
			.optimisation()), 0.2), 1);
		for (final StageRecipe stage : own.stages()) {
			assertEquals(5, stage.recipe().iterations());
			assertEquals(0.01, stage.recipe().rate());
			assertEquals(0.2, stage.temperature());
		}
		assertEquals(8, own.stages().get(1).recipe().batch());
		final PretrainRecipe common = TestPlugins.methods().recipe(Preset.COMMON, "a method of a plugin");
		assertEquals(Optimisation.COMMON, common.stages().get(0).recipe().optimisation());
		assertEquals(options(Preset.COMMON, "global", common), options(Preset.COMMON, "global", common).stage(1));
	}

	@Test
	void contrastIsThatOfThePresetCommonUnlessToldOtherwise() {
		final PretrainRecipe common = TestPlugins.methods().recipe(Preset.COMMON, "global");
		final StageRecipe stage = common.stages().get(0);
		assertEquals(new ContrastOptions(Strategy.GD, 4, 0.1, PositionAxes.Z, common.blocks(), 13, LocalPositives.RANDOM, stage
			.temperature(), stage.views(), stage.head()), new ContrastOptions(Strategy.GD, 4, 0.1, common.blocks(), 13, stage
				.temperature()));
	}

	@Test
	void presetsOfOtherMethodsAreRefused() {
		final String other = assertThrows(CairnException.class, () -> TestPlugins.methods().recipe(Preset.ZENG, "global")).getMessage();
		assertTrue(other.contains("preset zeng") && other.contains("positional"), other);
		final String hidden = assertThrows(CairnException.class, () -> TestPlugins.methods().recipe(Preset.CHAITANYA, "hierarchical"))
			.getMessage();
		assertTrue(hidden.contains("abstract") && hidden.contains("preset=common"), hidden);
	}

	@ParameterizedTest
	@EnumSource(ViewAugmentation.class)
	@Tag("known-mistake-6")
	void noViewTurnsDirectionsRound(final ViewAugmentation views) {
		final int size = 32;
		final PreparedVolume ramp = Stacks.of("ramp", size, size, 1, 1, (x, y, z) -> 0.04 * y);
		final float[] view = new float[size * size];
		int changed = 0;
		for (int i = 0; i < 100; i++) {
			views.window(Seeds.random(1, i, 0), Place.slice(ramp, 0), new Preprocessing(size, 1)).sample(view);
			double top = 0;
			double bottom = 0;
			for (int k = 0; k < size * size / 3; k++) {
				top += view[k];
				bottom += view[view.length - 1 - k];
			}
			assertTrue(top < bottom);
			if (Math.abs(view[5] - view[6]) > 1e-6) changed++;
		}
		if (views != ViewAugmentation.CROPS) assertFalse(changed == 0 || changed == 100, "some views are turned, some are not");
	}
}
