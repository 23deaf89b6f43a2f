// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;
import java.util.function.UnaryOperator;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.pretrain.LocalPositives;
import sc.fiji.cairn.pretrain.PositionAxes;
import sc.fiji.cairn.pretrain.PretrainRecipe;
import sc.fiji.cairn.pretrain.Strategy;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.survey.SurveyOptions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;
import sc.fiji.cairn.volume.Selection;

/** The parameters that say what a pretraining learns, and from which images and labels. */
abstract class PretrainTask extends CairnCommand implements HasCases {

	@Parameter(label = "Folders of volumes", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folders of unlabelled volumes, separated by semicolons.")
	private String images = "";

	@Parameter(label = "File names", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Pattern of the file names to read, such as *_t1.nii.gz; empty for all.")
	private String include = "";

	// NB: no choices, because plugins bring more; an unknown name is refused with a list of all.
	@Parameter(label = "Method", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.BASIC) },
		description = "What the network learns: global and positional, which slices are alike by their place in the stack; " +
			"global-local, also which regions of a slice are; hierarchical, from several folders; supervised-local, also " +
			"from the labels of a few cases; plugins may bring more methods.")
	private String method = "global";

	@Parameter(label = "Domains", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "For hierarchical: what the folders hold, one group:task each, separated by semicolons; " +
			"empty if each folder is a group of its own.")
	private String domains = "";

	@Parameter(label = "Strategy", choices = { "random", "gd-minus", "gd" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "Which slices count as similar: only changed copies of one (random), never those of the same " +
			"partition as different (gd-minus), or those of the same partition in all volumes (gd).")
	private String strategy = "gd";

	@Parameter(label = "Partitions", min = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "Into how many parts of equal size each volume is cut along Z.")
	private int partitions = 4;

	@Parameter(label = "Threshold", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.UNIT, value = "of the stack") },
		description = "For positional: largest difference of positions along the stack, as a share of it, of slices that " +
			"count as similar.")
	private double threshold = 0.1;

	@Parameter(label = "Axes of positions", choices = { "z", "all" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "For positional in 3D: whether positions have to be near along Z, as published, or along all axes.")
	private String axes = "z";

	@Parameter(label = "Decoder blocks", min = "0", max = "7", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "For global-local: number of decoder blocks to train, coarsest first; 0 as the preset says; in 3D more if " +
			"regions would not fit otherwise.")
	private int blocks = 0;

	@Parameter(label = "Regions", min = "9", max = "13", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "For global-local: number of regions of a slice to compare, 9 or 13; in 3D these stand for 27 and 35.")
	private int regions = 13;

	@Parameter(label = "Local positives", choices = { "random", "partition" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "For global-local: which regions count as similar: those of two copies of a slice (random), also " +
			"those of slices of the same partition of other volumes (partition).")
	private String local = "random";

	@Parameter(label = "Folder of label images", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "For supervised-local: label images, with the base names of their images.")
	private File labels = new File("");

	@Parameter(label = "Labelled cases", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "For supervised-local: base names of the labelled cases, separated by semicolons: those that " +
			"fine-tuning will use.")
	private String cases = "";

	@Shared({ "", "" })
	private final LabelReading reading = new LabelReading();

	@Parameter(label = "Stride", min = "1", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.UNIT, value = "pixels") },
		description = "For supervised-local: only every so many pixels along each axis are compared.")
	private int stride = 4;

	@Parameter(label = "Block", min = "1", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.UNIT, value = "pixels") },
		description = "For supervised-local: side of the blocks within which pixels, or voxels in 3D, are compared, in pixels.")
	private int block = 4096;

	/** Says which part of each image is used. */
	abstract Selection selection();

	private LabelRule rule() {
		return reading.rule();
	}

	@Override
	public final SurveyOptions data() {
		return new SurveyOptions(imageFolders(), Inputs.path(labels), false, rule(), selection());
	}

	@Override
	public List<String> proposals(final String key) {
		return key.equals("method") ? methods().names() : super.proposals(key);
	}

	/** Checks that there are images and labels, and a method of that name. */
	final void checkTask(final Problems problems) {
		problems.check("images", () -> folders().images(imageFolders()));
		problems.check("method", () -> methods().of(method));
		if (!Inputs.isEmpty(labels)) problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
	}

	final List<ImageFolder> imageFolders() {
		return Inputs.folders(images, include);
	}

	final String methodName() {
		return method;
	}

	final Domains domains() {
		return Inputs.domains(domains, imageFolders().size());
	}

	/** Gets the recipe of a preset for the method. */
	final PretrainRecipe recipe(final Preset preset) {
		return methods().recipe(preset, method);
	}

	/** Gets that recipe with another schedule, and with the temperature and blocks that are asked for, if they are. */
	final PretrainRecipe recipe(final Preset preset, final UnaryOperator<Recipe> schedule, final double temperature) {
		return changed(recipe(preset), schedule, temperature, blocks);
	}

	/** Changes a recipe; 0 leaves a number as it is. */
	static PretrainRecipe changed(final PretrainRecipe usual, final UnaryOperator<Recipe> schedule, final double temperature,
		final int blocks)
	{
		return usual.with(stage -> stage.with(schedule.apply(stage.recipe()), temperature == 0 ? stage.temperature() : temperature),
			blocks == 0 ? usual.blocks() : blocks);
	}

	/** Returns the number of decoder blocks, 0 for that of the preset. */
	final int decoderBlocks() {
		return blocks;
	}

	final ContrastOptions contrast(final PretrainRecipe recipe) {
		return recipe.contrast(Inputs.choice(Strategy.class, strategy), partitions, threshold, Inputs.choice(PositionAxes.class,
			axes), regions, Inputs.choice(
			LocalPositives.class, local));
	}

	final SupervisionOptions supervision() {
		return new SupervisionOptions(labelled(), rule(), stride, block);
	}

	/** Finds the labelled cases, if the method learns from some. */
	private List<Case> labelled() {
		final List<String> chosen = NameList.split(cases);
		return chosen.isEmpty() || !methods().of(method).needsLabels() ? List.of() : folders().labelled(Inputs.folders(images, ""),
			Inputs.folder("labels", labels), chosen);
	}
}
