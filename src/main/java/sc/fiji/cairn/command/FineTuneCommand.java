// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Map;
import java.util.function.Supplier;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.finetune.Teaching;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Selection;

/** Trains a network to segment, from a few labelled volumes and, if there is one, a pretrained model. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Fine-tune...", weight = 21) })
public class FineTuneCommand extends LabelledCases implements HasOutlook {

	@Parameter(label = "Preset", choices = { "common", "chaitanya", "zeng", "hu" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Network, loss, optimiser, schedule and augmentation: common for all models, or as published for " +
			"those of global and global-local (chaitanya), positional (zeng), supervised-local (hu). " +
			"Keys that are 0 (of augmentation: -1) are as the preset says.")
	private String preset = "common";

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
		description = "Slices of the window through which a 3D network sees a volume; 0 to choose it by the volumes; " +
			"a pretrained model brings its own.")
	private int depth = 0;

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.BASIC),
			@Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps; 0 as the preset says.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices per training step, or parts of volumes in 3D; 0 as the preset says.")
	private int batch = 0;

	@Parameter(label = "Learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Largest learning rate of the schedule; 0 as the preset says.")
	private double rate = 0;

	@Parameter(label = "Rotation", min = "-1", max = "180", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "degrees") },
		description = "Augmentation: largest angle by which slices are turned, in degrees; -1 as the preset says.")
	private double rotation = -1;

	@Parameter(label = "Scaling", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the size") },
		description = "Augmentation: largest change of size, as a share: 0.1 for 10 %; -1 as the preset says.")
	private double scaling = -1;

	@Parameter(label = "Shift", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: largest move along each axis, as a share of the window; -1 as the preset says.")
	private double shift = -1;

	@Parameter(label = "Bending", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: standard deviation of smooth displacements, as a share of the window; -1 as the preset " +
			"says.")
	private double bending = -1;

	@Parameter(label = "Flip along X", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether left and right may be exchanged, which some anatomy forbids.")
	private boolean flipX = false;

	@Parameter(label = "Flip along Y", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether top and bottom may be exchanged, which some anatomy forbids.")
	private boolean flipY = false;

	@Parameter(label = "Unlabelled volumes", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Folder of unlabelled volumes for self-training, teacher and copy-paste; slices of labelled volumes " +
			"that are not annotated are used in any case.")
	private File unlabelled = new File("");

	@Parameter(label = "File names of unlabelled volumes", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Pattern of the file names of unlabelled volumes to read, such as *_t1.nii.gz; empty for all.")
	private String include = "";

	@Parameter(label = "Rounds", min = "0", max = "20", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: how often to predict the unlabelled volumes and train again; 0 for not at all.")
	private int rounds = 0;

	@Parameter(label = "Confidence", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: probability from which a predicted pixel is learnt from.")
	private double confidence = 0.8;

	@Parameter(label = "Largest component", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: whether only the largest connected component of each class of a predicted volume is " +
			"learnt from.")
	private boolean largest = false;

	@Parameter(label = "Teacher", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Whether to learn from unlabelled slices to predict what the moving average of the network predicts.")
	private boolean teacher = false;

	@Parameter(label = "Copy-paste", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Whether to learn from images put together of labelled and unlabelled slices; not with teacher or mixup.")
	private boolean copyPaste = false;

	@Parameter(label = "Mixup", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Mixes labelled slices and their labels; the larger, the more evenly; 0 for not at all.")
	private double mixup = 0;

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
			@Attr(name = LastUsed.KIND, value = LastUsed.SEGMENTER) },
		description = "File for the trained model.")
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
		description = "The model that was trained.")
	private File modelFile;

	@Override
	final Selection selection() {
		return new Selection(channel, frame);
	}

	@Override
	public Supplier<String> outlook() {
		return new FineTuning(io(), options(), Progress.SILENT)::outlook;
	}

	@Override
	public Map<String, String> meanings() {
		final Preset chosen = Inputs.choice(Preset.class, preset);
		return new ResolvedDefaults().network(chosen.design(), width, levels, size, spacing, start()).training(chosen
			.fineTuning(), iterations, batch, rate).augmentation(chosen.places(), rotation, scaling, shift, bending).all();
	}

	@Override
	protected void validate(final Problems problems) {
		checkCases(problems);
		if (!Inputs.isEmpty(unlabelled)) problems.check("unlabelled", () -> Inputs.images(io(), NameList.of(unlabelled), include));
		problems.check("model", () -> Inputs.newFile("model", model));
		if (problems.has("model")) return;
		problems.check(Problems.ALL, this::options);
		if (!problems.isEmpty()) return;
		final FineTuning training = new FineTuning(io(), options(), Progress.SILENT);
		problems.check("pretrained", training::requireStart);
		problems.check(Problems.ALL, training::requireCases);
		problems.check("model", () -> Inputs.newModel("model", model, overwrite, resume));
	}

	@Override
	protected void execute(final Progress progress) {
		final FineTuneOptions training = options();
		final ModelFile trained = LiveWindow.during("Cairn Fine-tune", caller(), progress, training.run().model(), methods(),
			live -> new FineTuning(io(), training, live, live).run());
		modelFile = model;
		// NB: so that the recorder gets what was chosen, which on a busy computer can be another one the next time.
		precision = TrainingRun.precision(trained.plan().provenance());
	}

	private FineTuneOptions options() {
		final Preset chosen = Inputs.choice(Preset.class, preset);
		final SpatialAugmentation augmentation = chosen.places().with(rotation, scaling, shift, bending, flipX, flipY);
		final RunOptions run = new RunOptions(chosen.fineTuning().with(iterations, batch, rate), seed, device, Inputs.choice(Precision.class,
			precision), model.toPath(), resume);
		final FewLabels fewLabels = new FewLabels(unlabelled.getPath(), include, mixup, Teaching.of(teacher, copyPaste),
			new SelfTraining(rounds, confidence, SelfTraining.NONE.weight(), largest));
		final NetworkOptions network = new NetworkOptions(chosen.design(), width, levels, size, spacing, Dimensions.of(dimensions),
			depth);
		return new FineTuneOptions(imageFolder(), labelFolder(), trained(), start().toPath(), validated(), classNames(), rule(),
			chosen.loss(), augmentation, chosen.intensities(), fewLabels, network, run, selection());
	}
}
