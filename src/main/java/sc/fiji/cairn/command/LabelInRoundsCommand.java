// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.finetune.RoundTraining;
import sc.fiji.cairn.suggest.LabelBudget;
import sc.fiji.cairn.suggest.LabelLoop;
import sc.fiji.cairn.suggest.LabelStrategy;
import sc.fiji.cairn.suggest.LoopOptions;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;
import sc.fiji.cairn.ui.LabelWindow;
import sc.fiji.cairn.volume.Selection;

/** Opens a window to label the slices that are suggested, to train on them, and to label the next ones. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Label in Rounds...", weight = 15) }, attrs = @Attr(name = CairnCommand.UNRECORDED))
public class LabelInRoundsCommand extends CairnCommand {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of the volumes to choose slices of.")
	private File images = new File("");

	@Parameter(label = "Include", persist = false, attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Pattern of file names, such as *.nii.gz or mouse?_*; empty for all images.")
	private String include = "";

	@Parameter(label = "Channel", min = "0", persist = false, attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the channel to learn from, from 1; 0 for all.")
	private int channel = 0;

	@Parameter(label = "Frame", min = "0", persist = false, attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the time point to label and learn from, from 1, where images have several; 0 where they have one.")
	private int frame = 0;

	@Parameter(label = "Class names", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.BASIC), @Attr(name = LastUsed.ONCE) },
		description = "Names of class 1, 2, ..., separated by semicolons, with which the names of their ROIs begin; empty to " +
			"go by the groups, names or colours of the ROIs.")
	private String names = "";

	@Parameter(label = "Budget of a round", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.BASIC) },
		description = "How much to label before each training: 8 slices or 20 minutes; a number alone is one of slices.")
	private String budget = "8 slices";

	@Parameter(label = "Time for a slice", min = "0.01", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.UNIT, value = "minutes") },
		description = "How long it takes to label a slice, for a budget in minutes.")
	private double pace = 1;

	@Parameter(label = "Strategy", choices = { "random", "equal", "coverage", "uncertainty", "both" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "How to choose, as in Cairn Suggest Labels; uncertainty and both choose equal places in the first round.")
	private String strategy = "both";

	@Parameter(label = "Smallest gain", min = "0", max = "0.99", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.BASIC) },
		description = "Gain of the expected Dice that a round has to bring; the window says when the last one brought less.")
	private double gain = 0.01;

	@Parameter(label = "Pretrained model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.MODEL) },
		description = "Model that the first round compares slices with and starts from; empty to start from none. Later rounds go on from the " +
			"model of the round before.")
	private File pretrained = new File("");

	// NB: a round with a network for slices takes a minute, one for volumes many.
	@Shared("; a model to start from brings its own")
	private final NetworkShape shape = new NetworkShape("2");

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of a round; 0 for 400, or 200 from a model, as in later ones.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices per training step; 0 for the usual number.")
	private int batch = 0;

	@Shared("choice and same result")
	private final Computing computing = new Computing();

	@Parameter(label = "Folder of the rounds", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC), @Attr(name = LastUsed.AGAIN) },
		description = "Folder for images, labels and models, of which nothing is ever replaced; rounds go on where it is.")
	private File folder = new File("");

	@Override
	protected void validate(final Problems problems) {
		problems.check("images", () -> CaseFolder.byName(cases()));
		problems.check("budget", () -> LabelBudget.parse(budget, pace));
		problems.check("pretrained", () -> InitialWeights.of(Inputs.path(pretrained)).requireDimensions(shape.options(Preset.COMMON
			.design()).dimensions()));
		problems.check("folder", () -> Inputs.newFolder("folder", folder));
	}

	private List<Case> cases() {
		return folders().images(Inputs.folders("images", images, include));
	}

	private Recipe recipe(final boolean fromModel) {
		return TrainingSchedule.of(Preset.COMMON.fineTuning(), iterations > 0 ? iterations : RoundTraining.steps(fromModel), batch, 0);
	}

	@Override
	protected void execute(final Progress progress) {
		if (GraphicsEnvironment.isHeadless()) throw new CairnException("Somebody has to draw, so this needs a display; in macros " +
			"use Cairn Suggest Labels and Cairn Fine-tune.");
		Torch.requireInstalled();
		final LoopOptions options = new LoopOptions(cases(), LabelBudget.parse(budget, pace), LabelStrategy.of(strategy,
			"strategy"), gain, Inputs.path(pretrained), shape.options(Preset.COMMON.design()), recipe(false), recipe(true), computing.seed(), computing.device(), computing.precision(), new Selection(channel, frame));
		final LabelLoop loop = new LabelLoop(folders(), options, folder.toPath());
		LabelWindow.open("Cairn Label in Rounds", new LabelSession(loop, options, NameList.split(names), io()));
	}
}
