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
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.pretrain.OwnParameters;
import sc.fiji.cairn.pretrain.PretrainRecipe;
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

	@Shared(group = Group.METHOD)
	private final ContrastChoice contrast = new ContrastChoice();

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

	@Shared(group = Group.METHOD)
	private final PixelChoice pixels = new PixelChoice();

	@Shared(group = Group.METHOD)
	private final MethodParameters own = new MethodParameters();

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
		return changed(recipe(preset), schedule, temperature, contrast.blocks());
	}

	/** Changes a recipe; 0 leaves a number as it is. */
	static PretrainRecipe changed(final PretrainRecipe usual, final UnaryOperator<Recipe> schedule, final double temperature,
		final int blocks)
	{
		return usual.with(stage -> stage.with(schedule.apply(stage.recipe()), temperature == 0 ? stage.temperature() : temperature),
			blocks == 0 ? usual.blocks() : blocks);
	}

	final ContrastChoice contrast() {
		return contrast;
	}

	/** Gets the values of the parameters that the method brings itself. */
	final OwnParameters own() {
		return own.values().of(methods().of(method));
	}

	final SupervisionOptions supervision() {
		return pixels.of(labelled(), rule());
	}

	/** Finds the labelled cases, if the method learns from some. */
	private List<Case> labelled() {
		final List<String> chosen = NameList.split(cases);
		return chosen.isEmpty() || !methods().of(method).needsLabels() ? List.of() : folders().labelled(Inputs.folders(images, ""),
			Inputs.folder("labels", labels), chosen);
	}
}
