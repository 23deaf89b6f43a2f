// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** The parameters of a file for a result that is shown in any case: {0} is what is saved, {1} what kind of file it is. */
final class ResultFile {

	private static final String OUTPUT = "output";

	@Parameter(label = "Save {0} as", style = FileWidget.SAVE_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "{1}; empty to only show it.")
	private File output = new File("");

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the file, if it exists, may be replaced; a dialog asks.")
	private boolean overwrite = false;

	boolean isGiven() {
		return !Inputs.isEmpty(output);
	}

	Path path() {
		return output.toPath();
	}

	File file() {
		return output;
	}

	boolean overwrite() {
		return overwrite;
	}

	/** Checks a file for text. */
	void checkText(final Problems problems) {
		if (isGiven()) problems.check(OUTPUT, () -> Inputs.newText(OUTPUT, output, overwrite));
	}
}
