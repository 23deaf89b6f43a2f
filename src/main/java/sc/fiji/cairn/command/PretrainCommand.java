// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Map;
import java.util.Optional;

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
import sc.fiji.cairn.train.FinishedRun;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Selection;

/** Pretrains a network on unlabelled volumes. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Pretrain...", weight = 20) })
public class PretrainCommand extends PretrainTask {

	@Shared({ "optimiser, schedule and views", " for all methods, or as published for", "" })
	private final PresetChoice system = new PresetChoice();

	@Parameter(label = "Temperature", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "How much the loss dwells on the hardest negatives; the lower, the more; 0 as the preset says.")
	private double temperature = 0;

	@Parameter(label = "Pretrained model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = LastUsed.KIND, value = LastUsed.PRETRAINED) },
		description = "Model to go on from; empty to start with random weights.")
	private File pretrained = new File("");

	@Shared("; a pretrained model brings its own")
	private final NetworkShape shape = new NetworkShape();

	@Shared({ " of each stage", "Images per training step, two views a place", "images", "the schedule" })
	private final TrainingSchedule schedule = new TrainingSchedule();

	@Shared({ "train on", "for all" })
	private final ImagePart part = new ImagePart();

	@Shared("result")
	private final Computing computing = new Computing();

	@Shared({ "pretrained", LastUsed.PRETRAINED })
	private final ModelToWrite model = new ModelToWrite();

	@Parameter(type = ItemIO.OUTPUT, label = "Model",
		description = "The model that was pretrained.")
	private File modelFile;

	@Override
	final Selection selection() {
		return part.selection();
	}

	@Override
	public Map<String, String> meanings() {
		final PretrainRecipe recipe = recipe(system.preset());
		final StageRecipe first = recipe.stages().get(0);
		final ResolvedDefaults defaults = new ResolvedDefaults();
		shape.resolve(defaults, system.preset().design(), pretrained);
		schedule.resolve(defaults, first.recipe());
		contrast().resolve(defaults, recipe);
		return defaults.add("temperature", temperature == 0, first.temperature()).all();
	}

	@Override
	protected void validate(final Problems problems) {
		checkTask(problems);
		problems.check("model", model::requireFile);
		if (!problems.isEmpty()) return;
		problems.check(Problems.ALL, this::options);
		if (!problems.isEmpty()) return;
		final Pretraining training = new Pretraining(io(), methods(), options(), Progress.SILENT);
		problems.check(Problems.ALL, training::requireMethod);
		problems.check("pretrained", training::requireStart);
		problems.check("model", () -> {
			if (!FinishedRun.is(options())) model.requireFree();
		});
	}

	@Override
	protected void execute(final Progress progress) {
		final PretrainOptions training = options();
		final ModelFile trained = LiveWindow.during("Cairn Pretrain", caller(), true, progress,
			live -> {
				folders().tellLeftOut(imageFolders(), Optional.empty(), live);
				return new Pretraining(io(), methods(), training, live, live).run();
			});
		modelFile = model.file();
		computing.chosen(TrainingRun.precision(trained.plan().provenance()));
	}

	private PretrainOptions options() {
		final Preset chosen = system.preset();
		final PretrainRecipe recipe = recipe(chosen, schedule::of, temperature);
		final RunOptions run = new RunOptions(recipe.stages().get(0).recipe(), computing.seed(), computing.device(), computing
			.precision(), model.path(), model.resume());
		final NetworkOptions network = shape.options(chosen.design());
		return new PretrainOptions(folders().images(imageFolders()), methodName(), domains(), contrast().of(recipe), own(), supervision(),
			Inputs.path(pretrained), network, run, recipe.later(), selection());
	}
}
