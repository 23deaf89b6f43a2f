// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.suggest.LabelBudget;
import sc.fiji.cairn.suggest.LabelStrategy;
import sc.fiji.cairn.suggest.SuggestOptions;
import sc.fiji.cairn.suggest.Suggesting;
import sc.fiji.cairn.suggest.Suggestion;

/**
 * Says which slices or volumes of a folder to label next; the table is shown as {@value SuggestionFolder#TABLE}, and is the
 * results table of a macro, the contact sheet as {@value SuggestionFolder#SHEET}.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Suggest Labels...", weight = 14) })
public class SuggestLabelsCommand extends CairnCommand {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of the volumes to choose among.")
	private File images = new File("");

	@Parameter(label = "Include", persist = false, attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Pattern of file names, such as *.nii.gz or mouse?_*; empty for all images.")
	private String include = "";

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the label images that there are, with the base names of their images; what they know is not " +
			"suggested again. Empty for none.")
	private File labels = new File("");

	@Shared({ "", "" })
	private final LabelReading reading = new LabelReading();

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.MODEL) },
		description = "Model to compare slices with, pretrained, or one that segments and may be unsure of them; empty to " +
			"compare them by their intensities.")
	private File model = new File("");

	@Parameter(label = "Budget", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.BASIC) },
		description = "How much to label: 12 slices, 2 volumes or 30 minutes; a number alone is one of slices.")
	private String budget = "12 slices";

	@Parameter(label = "Time for a slice", min = "0.01", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.UNIT, value = "minutes") },
		description = "How long it takes to label a slice, for a budget in minutes.")
	private double pace = 1;

	@Parameter(label = "Strategy", choices = { "random", "equal", "coverage", "uncertainty", "both" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.METHOD), @Attr(name = Group.BASIC) },
		description = "How to choose: places at equal distances, each in another volume (equal), slices that stand for many " +
			"others (coverage), those that a model is unsure of (uncertainty), both, or any (random).")
	private String strategy = "equal";

	@Parameter(label = "Seed", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.METHOD),
		description = "Same seed, same choice.")
	private int seed = 1;

	@Shared({ "look at", "where images have one" })
	private final ImagePart part = new ImagePart();

	@Shared
	private final DeviceChoice computer = new DeviceChoice();

	@Parameter(label = "Folder for the suggestions", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Folder for suggestions.csv, the contact sheet suggestions.png, and a file of ROIs for each volume.")
	private File output = new File("");

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether earlier suggestions in the folder, if there are some, may be replaced; a dialog asks.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Suggestions",
		description = "One row a slice or volume, the most useful first.")
	private ResultsTable suggestionTable;

	@Parameter(type = ItemIO.OUTPUT, label = "Contact sheet",
		description = "Thumbnails of what is suggested.")
	private ImagePlus sheetImage;

	@Override
	public Map<String, String> meanings() {
		return new ResolvedDefaults().add("labels", Inputs.isEmpty(labels), "none").add("model", Inputs.isEmpty(model),
			"intensities").all();
	}

	private List<Case> cases() {
		return folders().images(Inputs.folders("images", images, include));
	}

	private SuggestOptions options() {
		final Map<String, Path> known = Inputs.isEmpty(labels) ? Map.of() : folders().files(Inputs.folder("labels", labels));
		final List<Case> cases = cases().stream().map(one -> new Case(one.name(), one.image(), known.get(one.name()), 0)).toList();
		return new SuggestOptions(cases, reading.rule(), Inputs.path(model), LabelBudget.parse(budget, pace), LabelStrategy.of(strategy,
			"strategy"), seed, computer.device(), part.selection());
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("images", () -> CaseFolder.byName(cases()));
		if (!Inputs.isEmpty(labels)) problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
		if (!Inputs.isEmpty(model)) problems.check("model", () -> Inputs.file("model", model));
		problems.check("budget", () -> LabelBudget.parse(budget, pace));
		if (problems.isEmpty()) problems.check(Problems.ALL, () -> new Suggesting(io(), options(), Progress.SILENT).requireModel());
		problems.check("output", () -> {
			Inputs.newFolder("output", output);
			new SuggestionFolder(output.toPath()).require(overwrite);
		});
	}

	@Override
	protected void execute(final Progress progress) {
		final SuggestOptions options = options();
		final List<Suggestion> suggestions = new Suggesting(io(), options, progress).run();
		final SuggestionFolder folder = new SuggestionFolder(output.toPath());
		suggestionTable = Tables.show(SuggestionFolder.table(suggestions), SuggestionFolder.TABLE, caller());
		sheetImage = new ImagePlus(SuggestionFolder.SHEET, folder.write(suggestions, options.selection(), io(), progress));
		show(sheetImage);
	}
}
