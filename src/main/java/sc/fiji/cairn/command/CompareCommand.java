package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;
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
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.LocalPositives;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.StageRecipe;
import sc.fiji.cairn.pretrain.Strategy;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.Counts;
import sc.fiji.cairn.study.FineTuneOption;
import sc.fiji.cairn.study.Study;
import sc.fiji.cairn.study.StudyData;
import sc.fiji.cairn.study.StudyMethod;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.study.StudyOutlook;
import sc.fiji.cairn.survey.SurveyOptions;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.ui.StudyReport;
import sc.fiji.cairn.volume.Selection;

/** Compares methods by how well they segment after learning from few labelled volumes, and reports it. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Compare Label Efficiency...", weight = 42) })
public class CompareCommand extends CairnCommand implements HasCases, HasOutlook {

	private final StudyOutlook measured = new StudyOutlook();

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of all volumes of the data set.")
	private File images = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the label images, with the same base names as their images.")
	private File labels = new File("");

	@Parameter(label = "File of splits", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "JSON file with \"train\", \"validation\" (the cases to score on) and \"labelled_draws\"; empty to " +
			"divide the cases at random.")
	private File splits = new File("");

	@Parameter(label = "Test cases", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC) },
		description = "Without a file of splits: base names of the cases to score on, separated by semicolons, or their " +
			"share, such as 0.2.")
	private String test = "0.2";

	@Parameter(label = "Group", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Regular expression with one part in brackets, by which cases stay together and count as one, such as " +
			"patient(\\d+)_.*; empty if each case stands for itself.")
	private String group = "";

	@Parameter(label = "Methods", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC),
			@Attr(name = Group.SEVERAL) },
		description = "What to compare, separated by semicolons: scratch or a method of pretraining, each perhaps with " +
			"options of fine-tuning, as in global+selftraining.")
	private String methods = "scratch;global;positional";

	@Parameter(label = "Counts", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC) },
		description = "Numbers of labelled volumes or groups, separated by semicolons; all adds a training from scratch with " +
			"all labels.")
	private String counts = "1;2;4";

	@Parameter(label = "Draws", min = "1", max = "1000", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.COMPARISON), @Attr(name = Group.BASIC) },
		description = "How often to draw the labelled volumes; a file of splits may have fewer.")
	private int draws = 3;

	@Parameter(label = "Other folders", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "For hierarchical: further folders of volumes to pretrain on, separated by semicolons.")
	private String others = "";

	@Parameter(label = "Domains", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For hierarchical: what images and the other folders hold, one group:task each, separated by " +
			"semicolons; empty if each is a group of its own.")
	private String domains = "";

	@Parameter(label = "Class names", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "What to call the classes, in the order of their values, separated by semicolons; may be empty.")
	private String names = "";

	@Parameter(label = "Label to ignore", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Value of voxels that nobody has annotated, from which nothing is learnt, a whole number; empty for none.")
	private String ignore = "";

	@Parameter(label = "Slices without labels", choices = { "ask", "ignore", "background" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.ASKED) },
		description = "What slices without labels are where it seems that only some slices have been labelled: left out (ignore) " +
			"or background; ask lets a dialog ask, and a macro stop.")
	private String unlabelledSlices = "ask";

	@Parameter(label = "All labels are one class", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Whether all labels above 0 are one class, as where label images count objects.")
	private boolean foreground = false;

	@Parameter(label = "Channel", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the channel to compare on, from 1; 0 for all.")
	private int channel = 0;

	@Parameter(label = "Frame", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the time point to compare on, from 1; 0 where images have one.")
	private int frame = 0;

	@Parameter(label = "Preset", choices = { "common", "chaitanya", "zeng", "hu" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Network, loss, optimiser, schedule and augmentation of all runs: common, or as published for global and " +
			"global-local (chaitanya), positional (zeng), supervised-local (hu). " +
			"Keys that are 0 (of augmentation: -1) are as the preset says.")
	private String preset = "common";

	@Parameter(label = "Width", min = "0", max = "256", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "channels") },
		description = "Feature channels of the first level of the network; 0 as the preset says.")
	private int width = 0;

	@Parameter(label = "Levels", min = "0", max = "8", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Resolution levels of the network; 0 for the preset's.")
	private int levels = 0;

	@Parameter(label = "Size", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "pixels") },
		description = "Width and height of the window through which the network sees a slice, in pixels; " +
			"0 for one that holds every slice.")
	private int size = 0;

	@Parameter(label = "Spacing", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "mm") },
		description = "Distance of pixels as the network sees them, in mm; 0 for that of most volumes.")
	private double spacing = 0;

	@Parameter(label = "Dimensions", choices = { "2", "3", "auto" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Whether the networks see slices (2) or volumes (3, from scratch alone), or volumes where these suit " +
			"it (auto).")
	private String dimensions = "2";

	@Parameter(label = "Depth", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices of the window through which a network in 3D sees a volume; 0 to choose it.")
	private int depth = 0;

	@Parameter(label = "Pretraining iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of each stage of a pretraining; 0 for the preset's.")
	private int iterationsPretraining = 0;

	@Parameter(label = "Pretraining batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "images") },
		description = "Images per training step of a pretraining, two views a slice; 0 for the preset's.")
	private int batchPretraining = 0;

	@Parameter(label = "Pretraining learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "Largest learning rate of a pretraining; 0 for the preset's.")
	private double ratePretraining = 0;

	@Parameter(label = "Strategy", choices = { "random", "gd-minus", "gd" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "Which slices count as similar: only changed copies of one (random), never those of the same " +
			"partition as different (gd-minus), or those of the same partition in all volumes (gd).")
	private String strategy = "gd";

	@Parameter(label = "Partitions", min = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "Into how many parts of equal size each volume is cut along Z.")
	private int partitions = 4;

	@Parameter(label = "Threshold", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "of the stack") },
		description = "For positional: largest difference of positions along the stack, as a share of it, of slices that " +
			"count as similar.")
	private double threshold = 0.1;

	@Parameter(label = "Decoder blocks", min = "0", max = "7", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For global-local: number of decoder blocks to train, coarsest first; 0 for the preset's.")
	private int blocks = 0;

	@Parameter(label = "Regions", min = "9", max = "13", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For global-local: number of regions of a slice to compare, 9 or 13.")
	private int regions = 13;

	@Parameter(label = "Local positives", choices = { "random", "partition" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "For global-local: which regions count as similar: those of two copies of a slice (random), also " +
			"those of slices of the same partition of other volumes (partition).")
	private String local = "random";

	@Parameter(label = "Stride", min = "1", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "pixels") },
		description = "For supervised-local: only every so many pixels along each axis are compared.")
	private int stride = 4;

	@Parameter(label = "Block", min = "1", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PRETRAINING), @Attr(name = Group.UNIT, value = "pixels") },
		description = "For supervised-local: side of the blocks within which pixels are compared, in pixels.")
	private int block = 4096;

	@Parameter(label = "Temperature", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.PRETRAINING),
		description = "How much the loss dwells on the hardest negatives; the lower, the more; 0 for the preset's.")
	private double temperature = 0;

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.BASIC),
			@Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of a fine-tuning, or of each of its rounds; 0 for the preset's.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices per training step of a fine-tuning, or parts of volumes in 3D; 0 for the preset's.")
	private int batch = 0;

	@Parameter(label = "Learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Largest learning rate of a fine-tuning; 0 for the preset's.")
	private double rate = 0;

	@Parameter(label = "Iterations of the ceiling", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps of the training with all labels, if counts has all; 0 for as many as all others.")
	private int ceiling = 0;

	@Parameter(label = "Rotation", min = "-1", max = "180", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "degrees") },
		description = "Augmentation: largest angle by which slices are turned, in degrees; -1 for the preset's.")
	private double rotation = -1;

	@Parameter(label = "Scaling", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the size") },
		description = "Augmentation: largest change of size, as a share: 0.1 for 10 %; -1 for the preset's.")
	private double scaling = -1;

	@Parameter(label = "Shift", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: largest move along each axis, as a share of the window; -1 for the preset's.")
	private double shift = -1;

	@Parameter(label = "Bending", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: standard deviation of smooth displacements, as a share of the window; -1 for " +
			"the preset's.")
	private double bending = -1;

	@Parameter(label = "Flip along X", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether left and right may be exchanged, which some anatomy forbids.")
	private boolean flipX = false;

	@Parameter(label = "Flip along Y", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether top and bottom may be exchanged, which some anatomy forbids.")
	private boolean flipY = false;

	@Parameter(label = "Rounds", min = "1", max = "20", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: how often to predict the unlabelled volumes and train again.")
	private int rounds = 1;

	@Parameter(label = "Confidence", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: probability from which a predicted pixel is learnt from.")
	private double confidence = 0.8;

	@Parameter(label = "Largest component", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "Self-training: whether only the largest connected component of each class of a predicted volume is " +
			"learnt from.")
	private boolean largest = false;

	@Parameter(label = "Mixup", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.FEW_LABELS),
		description = "For methods with +mixup: the larger, the more evenly labelled slices are mixed.")
	private double mixup = 0.1;

	@Parameter(label = "Seed", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Same seed, same draws and same results; each further draw counts it up.")
	private int seed = 1;

	@Parameter(label = "Device", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Parameter(label = "Precision", choices = { "auto", "float32", "bfloat16" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision = "auto";

	@Parameter(label = "Folder for the results", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Folder for models, results.csv and the report; a study that was stopped goes on in the same folder.")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Report",
		description = "The report, a web page.")
	private File reportFile;

	private LabelRule rule() {
		return LabelRule.of(ignore, foreground, unlabelledSlices);
	}

	@Override
	public SurveyOptions data() {
		return new SurveyOptions(images.getPath(), "", labels.getPath(), false, rule(),
			new Selection(channel, frame));
	}

	@Override
	public List<String> proposals(final String key) {
		return key.equals("methods") ? StudyMethod.simple(methods()) : super.proposals(key);
	}

	@Override
	public Supplier<String> outlook() {
		final StudyOptions study = options();
		return () -> measured.of(study, io(), methods());
	}

	@Override
	public Map<String, String> meanings() {
		final Preset chosen = Inputs.choice(Preset.class, preset);
		final PretrainRecipe recipe = recipe(chosen, StudyMethod.list(methods, methods()));
		final StageRecipe first = recipe.stages().get(0);
		return new Meanings().network(chosen.design(), width, levels, size, spacing, new File("")).training(chosen
			.fineTuning(), iterations, batch, rate).augmentation(chosen.places(), rotation, scaling, shift, bending).add(
				"iterationspretraining", iterationsPretraining == 0, first.recipe().iterations()).add("batchpretraining",
					batchPretraining == 0, first.recipe().batch()).add("ratepretraining", ratePretraining == 0, first.recipe().rate())
			.add("temperature", temperature == 0, first.temperature()).add("blocks", blocks == 0, recipe.blocks()).add("ceiling",
				ceiling == 0, "as the others").all();
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("images", () -> Inputs.images(io(), "images", images));
		problems.check("labels", () -> Inputs.images(io(), "labels", labels));
		if (!others.isBlank()) problems.check("others", () -> Inputs.images(io(), others, ""));
		if (!Inputs.isEmpty(splits)) problems.check("splits", () -> Inputs.file("splits", splits));
		problems.check("methods", () -> StudyMethod.list(methods, methods()));
		problems.check("counts", () -> Counts.parse(counts));
		problems.check("output", () -> {
			Inputs.newFolder("output", output);
			Study.requirePlace(output.toPath());
		});
		if (problems.isEmpty()) problems.check(Problems.ALL, () -> new Study(io(), methods(), options(), Progress.SILENT, state -> {})
			.requireCases());
	}

	@Override
	protected void execute(final Progress progress) {
		final StudyOptions study = options();
		LiveWindow.during("Cairn Compare", false, progress, live -> new Study(io(), methods(), study, live,
			StudyReport.writer(io(), methods()), live).run());
		reportFile = output.toPath().resolve("report.html").toFile();
		progress.log("Wrote the report " + reportFile + ".");
	}

	/** Gets what the keys ask for, in plain numbers, which hold for a study that goes on even if the preset changes. */
	StudyOptions options() {
		final StudyData data = new StudyData(Inputs.folder("images", images).toString(), Inputs.folder("labels", labels)
			.toString(), splits.getPath(), CaseFolder.split(test), group, others, domains, rule(), CaseFolder.split(names),
			new Selection(channel, frame));
		final List<StudyMethod> compared = StudyMethod.list(methods, methods());
		final Preset chosen = Inputs.choice(Preset.class, preset);
		final PretrainRecipe recipe = recipe(chosen, compared).with(iterationsPretraining, batchPretraining, ratePretraining,
			temperature, blocks);
		final ContrastOptions contrast = recipe.contrast(Inputs.choice(Strategy.class, strategy), partitions, threshold,
			regions, Inputs.choice(LocalPositives.class, local));
		final SupervisionOptions supervision = new SupervisionOptions("", SupervisionOptions.NONE.cases(), data.rule(), stride,
			block);
		final SelfTraining selfTraining = new SelfTraining(rounds, confidence, SelfTraining.NONE.weight(), largest);
		final Budget fineTuning = Budget.of(chosen.fineTuning().with(iterations, batch, rate));
		final NetworkOptions network = new NetworkOptions(chosen.design(), width, levels, size, spacing, Dimensions.of(
			dimensions), depth).resolved();
		return new StudyOptions(data, compared, Counts.parse(counts), draws, network, Budget.of(recipe.stages().get(0)
			.recipe()), recipe.later(), contrast, supervision, fineTuning, new Budget(ceiling == 0 ? fineTuning.iterations()
				: ceiling, fineTuning.batch(), fineTuning.patches(), fineTuning.rate()), chosen.places().with(rotation, scaling, shift,
					bending, flipX, flipY), new FineTuneOption.Settings(selfTraining, mixup), seed, device, Inputs.choice(Precision.class,
						precision), Inputs.target("output", output), chosen);
	}

	/** Gets the recipe that all pretrainings share; a preset of a published system is for the methods of that alone. */
	private PretrainRecipe recipe(final Preset preset, final List<StudyMethod> methods) {
		PretrainRecipe recipe = PretrainRecipe.COMMON;
		for (final StudyMethod method : methods)
			if (!method.isFromScratch()) recipe = methods().recipe(preset, method.pretraining());
		return recipe;
	}
}
