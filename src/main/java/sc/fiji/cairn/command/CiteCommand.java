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

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.report.Citations;

/** Shows how to cite Cairn and the methods of a model, as text and as BibTeX, in a window {@value #TITLE}. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Cite...", weight = 51) })
public class CiteCommand extends CairnCommand {

	/** Title of the window. */
	public static final String TITLE = "Cite Cairn";

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.MODEL) },
		description = "Model whose methods to cite, too; empty for Cairn alone.")
	private File model = new File("");

	@Shared({ "BibTeX", "BibTeX file to write" })
	private final ResultFile target = new ResultFile();

	@Parameter(type = ItemIO.OUTPUT, label = "BibTeX",
		description = "The references.")
	private String bibtex;

	@Override
	protected void validate(final Problems problems) {
		if (!Inputs.isEmpty(model)) problems.check("model", () -> ModelFile.describe(Inputs.file("model", model)));
		target.checkText(problems);
	}

	@Override
	protected void execute(final Progress progress) {
		final Citations citations = Inputs.isEmpty(model) ? Citations.ofCairn() : Citations.of(ModelFile.describe(Inputs.file(
			"model", model)).plan(), methods());
		bibtex = citations.bibtex();
		Texts.save(bibtex, target.file());
		Texts.show(TITLE, citations.text() + "\n" + bibtex, progress);
	}
}
