// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;

/** Prints the title of the image that it finds, and shows another, for tests. */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Active...")
public class ActiveCommand extends CairnCommand {

	@Parameter(persist = false, attrs = { @Attr(name = Group.NAME, value = "Basics"), @Attr(name = Group.BASIC) })
	String input = "";

	@Parameter(persist = false, attrs = { @Attr(name = Group.NAME, value = "Basics"), @Attr(name = Group.BASIC) })
	String title = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus result;

	@Override
	protected void validate(final Problems problems) {
		problems.check("input", () -> Images.require("input", input));
	}

	@Override
	protected void execute(final Progress progress) {
		progress.log("found " + Images.find("input", input, TestPlugins.io(), progress).volume().name());
		if (title.isEmpty()) return;
		result = IJ.createImage(title, 8, 8, 2, 8);
		show(result);
	}
}
