// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.measure.ResultsTable;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.evaluate.Evaluation;
import sc.fiji.cairn.evaluate.EvaluationCsv;
import sc.fiji.cairn.evaluate.EvaluationOptions;
import sc.fiji.cairn.evaluate.EvaluationResult;
import sc.fiji.cairn.evaluate.EvaluationTable;

/** Scores predicted label images against true ones; the table is shown as {@value #TITLE}, and is the results table of a macro. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Evaluate...", weight = 40) })
public class EvaluateCommand extends CairnCommand {

	/** Title of the results table. */
	public static final String TITLE = "Cairn Evaluation";

	@Parameter(label = "Folder of predictions", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.PREDICTIONS) },
		description = "Folder of the label images to score.")
	private File predictions = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the true label images, with the same base names.")
	private File labels = new File("");

	@Parameter(label = "Label to ignore", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Value of voxels that nobody has annotated, which do not count, a whole number; empty for none.")
	private String ignore = "";

	@Parameter(label = "Slices without labels", choices = { "ask", "ignore", "background" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.ASKED) },
		description = "What slices without labels are where it seems that only some of the true slices have been labelled: left out " +
			"(ignore) or background; ask lets a dialog ask, and a macro stop.")
	private String unlabelledSlices = "ask";

	@Parameter(label = "All labels are one class", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Whether all labels above 0 are one class, as where label images count objects.")
	private boolean foreground = false;

	@Parameter(label = "Save table as", style = FileWidget.SAVE_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "CSV file for the table; empty to only show it.")
	private File output = new File("");

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the file, if it exists, may be replaced; a dialog asks.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Scores",
		description = "One row a case and class, and the means.")
	private ResultsTable scoreTable;

	@Override
	protected void validate(final Problems problems) {
		problems.check("predictions", () -> folders().files(Inputs.folder("predictions", predictions)));
		problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
		problems.check(Problems.ALL, this::options);
		if (problems.isEmpty()) problems.check("predictions", () -> new Evaluation(io(), Progress.SILENT)
			.requirePairs(options()));
		if (!Inputs.isEmpty(output)) problems.check("output", () -> Inputs.newText("output", output,
			overwrite));
	}

	private EvaluationOptions options() {
		return new EvaluationOptions(predictions.toPath(), labels.toPath(), LabelRule.of(ignore, foreground, unlabelledSlices));
	}

	@Override
	protected void execute(final Progress progress) {
		if (!Inputs.isEmpty(output)) WholeFile.requireWritable(output.toPath());
		final EvaluationResult result = new Evaluation(io(), progress).run(options());
		scoreTable = Tables.show(EvaluationTable.of(result), TITLE, caller());
		if (!Inputs.isEmpty(output)) EvaluationCsv.write(result, output.toPath());
	}
}
