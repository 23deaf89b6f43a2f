// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** The parameters of the model that a training writes, which is {0} and of the kind {1}. */
final class ModelToWrite {

	private static final String MODEL = "model";

	@Parameter(label = "Model to write", style = FileWidget.SAVE_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = "{1}") },
		description = "File for the {0} model.")
	private File model = new File("");

	@Parameter(label = "Resume", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = LastUsed.ONCE) },
		description = "Whether to go on with an interrupted run of the same parameters; a finished one is not done again.")
	private boolean resume = false;

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the model, if the file exists, may be replaced, and what an interrupted run has left be deleted; a " +
			"dialog asks.")
	private boolean overwrite = false;

	File file() {
		return model;
	}

	Path path() {
		return model.toPath();
	}

	boolean resume() {
		return resume;
	}

	/** Makes sure that a file is named that could be written. */
	void requireFile() {
		Inputs.newFile(MODEL, model);
	}

	/** Makes sure that nothing is replaced that should not be. */
	void requireFree() {
		requireFree(path());
	}

	/** As above, of a file that is written beside the one that is named. */
	void requireFree(final Path file) {
		Inputs.newModel(MODEL, file.toFile(), overwrite, resume);
	}
}
