// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.pretrain.LocalPositives;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.pretrain.PositionAxes;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Selection;

/** Tests what the keys of {@link CompareCommand} ask for. */
class CompareCommandTest {

	private static StudyOptions options(final Map<String, Object> inputs) throws Exception {
		final CommandModule module = TestPlugins.module(CompareCommand.class);
		module.setInput("images", new File("test-images/images"));
		module.setInput("labels", new File("test-images/labels"));
		module.setInput("output", new File("study"));
		inputs.forEach(module::setInput);
		return ((CompareCommand) module.getDelegateObject()).options();
	}

	@Test
	void whatIsLeftOutIsAsThePresetSaysInPlainNumbers() throws Exception {
		final StudyOptions options = options(Map.of());
		assertEquals(network(16, Dimensions.AUTO, 0), options.network());
		assertEquals(new Budget(1000, 32, 16, 1e-3), options.pretraining());
		assertEquals(new Budget(1000, 16, 2, 3e-3), options.fineTuning());
		assertEquals(options.fineTuning(), options.ceiling());
		assertEquals(Preset.COMMON.places(), options.augmentation());
		final PretrainRecipe common = TestPlugins.methods().recipe(Preset.COMMON, "global");
		final StageRecipe stage = common.stages().get(0);
		assertEquals(Budget.of(stage.recipe()), options.pretraining());
		assertEquals(common.blocks(), options.contrast().blocks());
		assertEquals(stage.temperature(), options.contrast().temperature());
		assertEquals(stage.views(), options.contrast().views());
		assertEquals(stage.head(), options.contrast().head());
	}

	@Test
	void whatIsGivenHolds() throws Exception {
		final StudyOptions options = options(Map.of("width", 8, "iterationsPretraining", 7, "rate", 0.01, "ceiling", 9,
			"scaling", 0.0, "local", "partition", "blocks", 1));
		assertEquals(network(8, Dimensions.AUTO, 0), options.network());
		assertEquals(new Budget(7, 32, 16, 1e-3), options.pretraining());
		assertEquals(new Budget(1000, 16, 2, 0.01), options.fineTuning());
		assertEquals(new Budget(9, 16, 2, 0.01), options.ceiling());
		final SpatialAugmentation usual = Preset.COMMON.places();
		assertEquals(new SpatialAugmentation(usual.rotation(), 0, usual.shift(), usual.bending(), false, false), options.augmentation());
		assertEquals(LocalPositives.PARTITION, options.contrast().local());
		assertEquals(1, options.contrast().blocks());
	}

	@Test
	void aPresetBringsItsNetworkAndAllStages() throws Exception {
		final StudyOptions options = options(Map.of("preset", "chaitanya", "methods", "scratch;global;global-local",
			"foreground", true, "channel", 2, "frame", 3));
		final PretrainRecipe recipe = TestPlugins.methods().recipe(Preset.CHAITANYA, "global-local");
		assertEquals(Preset.CHAITANYA, options.preset());
		assertEquals(Preset.CHAITANYA.design(), options.network().design());
		assertEquals(Budget.of(recipe.stages().get(0).recipe()), options.pretraining());
		assertEquals(recipe.later(), options.later());
		assertEquals(1, options.later().size());
		assertEquals(Preset.CHAITANYA.places(), options.augmentation());
		assertEquals(LabelRule.PLAIN.withForeground(true), options.data().rule());
		assertEquals(new Selection(2, 3), options.data().selection());
		final CairnException e = assertThrows(CairnException.class, () -> options(Map.of("preset", "zeng")));
		assertTrue(e.getMessage().contains("The preset zeng is for method=positional, not for global"), e.getMessage());
	}

	@Test
	void pretrainingsCanBeComparedInThreeDimensions() throws Exception {
		final StudyOptions options = options(Map.of("dimensions", "3", "depth", 8, "methods", "scratch;positional", "axes",
			"all"));
		assertEquals(network(16, Dimensions.THREE, 8), options.network());
		assertEquals(PositionAxes.ALL, options.contrast().axes());
	}

	private static NetworkOptions network(final int width, final Dimensions dimensions, final int depth) {
		return TestNetworks.of(Design.COMMON, width, 5, 0, 0, dimensions, depth);
	}
}
