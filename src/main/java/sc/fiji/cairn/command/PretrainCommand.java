// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.pretrain.PretrainOptions;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.Pretraining;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Selection;

/** Pretrains a network on unlabelled volumes. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Pretrain...", weight = 20) })
public class PretrainCommand extends PretrainTask {

	@Parameter(label = "Preset", choices = { "common", "chaitanya", "zeng", "hu" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Network, optimiser, schedule and views: common for all methods, or as published for global and " +
			"global-local (chaitanya), positional (zeng), supervised-local (hu). Keys that are 0 are as the preset says.")
	private String preset = "common";

	@Parameter(label = "Temperature", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "How much the loss dwells on the hardest negatives; the lower, the more; 0 as the preset says.")
	private double temperature = 0;

	@Parameter(label = "Pretrained model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = LastUsed.KIND, value = LastUsed.PRETRAINED) },
		description = "Model to go on from; empty to start with random weights.")
	private File pretrained = new File("");

	@Parameter(label = "Width", min = "0", max = "256", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "channels") },
		description = "Feature channels of the first level of the network; 0 as the preset says; a pretrained model brings " +
			"its own.")
	private int width = 0;

	@Parameter(label = "Levels", min = "0", max = "8", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Resolution levels of the network; 0 as the preset says; a pretrained model brings its own.")
	private int levels = 0;

	@Parameter(label = "Size", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "pixels") },
		description = "Width and height of the window through which the network sees a slice, in pixels; " +
			"0 for one that holds every slice; a pretrained model brings its own.")
	private int size = 0;

	@Parameter(label = "Spacing", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "mm") },
		description = "Distance of pixels as the network sees them, in mm; 0 for that of most volumes; " +
			"a pretrained model brings its own.")
	private double spacing = 0;

	@Parameter(label = "Dimensions", choices = { "2", "3", "auto" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC) },
		description = "Whether the network sees slices (2) or volumes (3); auto for volumes where slices are less than twice " +
			"as far apart as pixels and stacks usually have 16 or more; a pretrained model brings its own.")
	private String dimensions = "auto";

	@Parameter(label = "Depth", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices of the window through which a 3D network sees a volume; 0 to choose it by the volumes; pretraining " +
			"in 3D looks through windows of half the sides.")
	private int depth = 0;

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.BASIC),
			@Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of each stage; 0 as the preset says.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "images") },
		description = "Images per training step, two views a place; 0 as the preset says.")
	private int batch = 0;

	@Parameter(label = "Learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Largest learning rate of the schedule; 0 as the preset says.")
	private double rate = 0;

	@Parameter(label = "Channel", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the channel to train on, from 1; 0 for all.")
	private int channel = 0;

	@Parameter(label = "Frame", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the time point to train on, from 1; 0 for all.")
	private int frame = 0;

	@Parameter(label = "Seed", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Same seed, same result.")
	private int seed = 1;

	@Parameter(label = "Device", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Parameter(label = "Precision", choices = { "auto", "float32", "bfloat16" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision = "auto";

	@Parameter(label = "Model to write", style = FileWidget.SAVE_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.PRETRAINED) },
		description = "File for the pretrained model.")
	private File model = new File("");

	@Parameter(label = "Resume", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = LastUsed.ONCE) },
		description = "Whether to go on with an interrupted run of the same parameters.")
	private boolean resume = false;

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the model, if the file exists, may be replaced, and what an interrupted run has left be deleted; a " +
			"dialog asks.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Model",
		description = "The model that was pretrained.")
	private File modelFile;

	@Override
	final Selection selection() {
		return new Selection(channel, frame);
	}

	@Override
	public Map<String, String> meanings() {
		final Preset chosen = Inputs.choice(Preset.class, preset);
		final PretrainRecipe recipe = recipe(chosen);
		final StageRecipe first = recipe.stages().get(0);
		return new ResolvedDefaults().network(chosen.design(), width, levels, size, spacing, pretrained).training(first.recipe(),
			iterations, batch, rate).add("temperature", temperature == 0, first.temperature()).add("blocks", decoderBlocks() == 0, recipe
				.blocks()).all();
	}

	@Override
	protected void validate(final Problems problems) {
		checkTask(problems);
		problems.check("model", () -> Inputs.newFile("model", model));
		if (problems.has("model")) return;
		problems.check(Problems.ALL, this::options);
		if (!problems.isEmpty()) return;
		final Pretraining training = new Pretraining(io(), methods(), options(), Progress.SILENT);
		problems.check(Problems.ALL, training::requireMethod);
		problems.check("pretrained", training::requireStart);
		problems.check("model", () -> Inputs.newModel("model", model, overwrite, resume));
	}

	@Override
	protected void execute(final Progress progress) {
		final PretrainOptions training = options();
		final ModelFile trained = LiveWindow.during("Cairn Pretrain", caller(), true, progress,
			live -> new Pretraining(io(), methods(), training, live, live).run());
		modelFile = model;
		// NB: so that the recorder gets what was chosen, which on a busy computer can be another one the next time.
		precision = TrainingRun.precision(trained.plan().provenance());
	}

	private PretrainOptions options() {
		final Preset chosen = Inputs.choice(Preset.class, preset);
		final PretrainRecipe recipe = recipe(chosen).with(iterations, batch, rate, temperature, decoderBlocks());
		final RunOptions run = new RunOptions(recipe.stages().get(0).recipe(), seed, device, Inputs.choice(Precision.class,
			precision), model.toPath(), resume);
		final NetworkOptions network = new NetworkOptions(chosen.design(), width, levels, size, spacing, Dimensions.of(dimensions),
			depth);
		return new PretrainOptions(imageFolders(), fileNames(), methodName(), domainList(), contrast(recipe), supervision(),
			pretrained.toPath(), network, run, recipe.later(), selection());
	}
}
