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
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.survey.SurveyOptions;
import sc.fiji.cairn.survey.SurveyResult;
import sc.fiji.cairn.survey.SurveyTable;

/**
 * Lists the cases of a data set and what is wrong with them; the table is shown as {@value CasesTable#TITLE}, and is the
 * results table of a macro.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Check Data...", weight = 13) })
public class CheckDataCommand extends CairnCommand {

	@Parameter(label = "Folders of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folders of volumes, separated by semicolons.")
	private String images = "";

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the label images, with the same base names as their images; empty for none.")
	private File labels = new File("");

	@Parameter(label = "Label to ignore", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Value of voxels that nobody has annotated, a whole number; empty for none.")
	private String ignore = "";

	@Shared({ "look at", "for all" })
	private final ImagePart part = new ImagePart();

	@Shared({ "table", "CSV file for the table" })
	private final ResultFile file = new ResultFile();

	@Parameter(type = ItemIO.OUTPUT, label = "Cases",
		description = "One row a case, with what is wrong with it.")
	private ResultsTable caseTable;

	private SurveyOptions data() {
		return new SurveyOptions(Inputs.folders(images, ""), Inputs.path(labels), !Inputs.isEmpty(labels), rule(), part.selection());
	}

	private LabelRule rule() {
		return LabelRule.of(ignore, false, BlankSlices.ASK.value());
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("images", () -> folders().images(Inputs.folders(images, "")));
		if (!Inputs.isEmpty(labels)) problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
		problems.check("ignore", this::rule);
		file.checkText(problems);
	}

	@Override
	protected void execute(final Progress progress) {
		final SurveyResult result = CasesTable.show(io(), data(), caller(), progress);
		caseTable = SurveyTable.of(result);
		if (file.isGiven()) SurveyTable.write(result, file.path());
	}
}
