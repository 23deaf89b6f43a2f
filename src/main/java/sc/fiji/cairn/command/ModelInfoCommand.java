// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.report.ModelText;

/** Tells what a model is for, what it was trained on and how, in a window {@value #TITLE}, without a display in the log. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Model Info...", weight = 50) })
public class ModelInfoCommand extends CairnCommand {

	/** Title of the window. */
	public static final String TITLE = "Cairn Model";

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.MODEL) },
		description = "Model that was pretrained or fine-tuned.")
	private File model = new File("");

	@Shared({ "text", "Text file to write" })
	private final ResultFile target = new ResultFile();

	@Parameter(type = ItemIO.OUTPUT, label = "Text",
		description = "What the model is, and how it came to be.")
	private String text;

	@Override
	protected void validate(final Problems problems) {
		problems.check("model", () -> ModelFile.describe(Inputs.file("model", model)));
		target.checkText(problems);
	}

	@Override
	protected void execute(final Progress progress) {
		final Path file = Inputs.file("model", model);
		text = ModelText.of(file, ModelFile.describe(file), methods());
		Texts.save(text, target.file());
		Texts.show(TITLE, text, progress);
	}
}
