// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.cases.phantom.PhantomDataSet;

/** Writes folders of made-up chests, labelled and unlabelled, to try pretraining, fine-tuning and segmentation on. */
@Plugin(type = Command.class, menuPath = "File>Open Samples>Cairn Phantom Data Set...")
public class PhantomDataSetCommand extends CairnCommand {

	@Parameter(label = "Folder", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Folder to write the images to, as subfolders images, labels, unlabelled, unlabelled-b and scanners; made if need be.")
	private File folder = new File("");

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether files of a set that this command has written, if there are some, may be replaced; a dialog asks. " +
			"Others never are.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Folder of phantoms",
		description = "The folder that was written.")
	private File dataFolder;

	@Override
	protected void validate(final Problems problems) {
		problems.check("folder", () -> {
			Inputs.newFolder("folder", folder);
			PhantomDataSet.require(folder.toPath(), new Replacing(overwrite));
		});
	}

	@Override
	protected void execute(final Progress progress) {
		final Path target = Inputs.target("folder", folder);
		PhantomDataSet.writeNoted(target, io(), progress);
		dataFolder = target.toFile();
		progress.log("The phantoms are in " + target + ". To train on two of them: run(\"Cairn Fine-tune...\", \"images=[" +
			target.resolve("images") + "] labels=[" + target.resolve("labels") + "] cases=train-1;train-2 model=[" + target
				.resolve("segmenter.cairn") + "]\");");
	}
}
