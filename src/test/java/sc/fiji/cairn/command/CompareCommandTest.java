package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.pretrain.LocalPositives;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;

/** Tests what the keys of {@link CompareCommand} ask for. */
class CompareCommandTest {

	private static StudyOptions options(final Map<String, Object> inputs) throws Exception {
		final CommandModule module = (CommandModule) Parameters.describe(CompareCommand.class).createModule();
		module.setInput("images", new File("test-images/images"));
		module.setInput("labels", new File("test-images/labels"));
		module.setInput("output", new File("study"));
		inputs.forEach(module::setInput);
		return ((CompareCommand) module.getDelegateObject()).options();
	}

	@Test
	void whatIsLeftOutIsAsThePresetSaysInPlainNumbers() throws Exception {
		final StudyOptions options = options(Map.of());
		assertEquals(new NetworkOptions(16, 5, 0), options.network());
		assertEquals(new Budget(1000, 32, 1e-3), options.pretraining());
		assertEquals(new Budget(1000, 16, 3e-3), options.fineTuning());
		assertEquals(options.fineTuning(), options.ceiling());
		assertEquals(Preset.COMMON.places(), options.augmentation());
		final PretrainRecipe common = PretrainRecipe.of(Preset.COMMON, "global");
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
		assertEquals(new NetworkOptions(8, 5, 0), options.network());
		assertEquals(new Budget(7, 32, 1e-3), options.pretraining());
		assertEquals(new Budget(1000, 16, 0.01), options.fineTuning());
		assertEquals(new Budget(9, 16, 0.01), options.ceiling());
		assertEquals(Preset.COMMON.places().with(-1, 0, -1, -1, false, false), options.augmentation());
		assertEquals(LocalPositives.PARTITION, options.contrast().local());
		assertEquals(1, options.contrast().blocks());
	}
}
