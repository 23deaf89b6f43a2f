// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.UndecidedException;

/** Prints what it is given, or fails, for tests. */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Probe...")
public class ProbeCommand extends CairnCommand {

	@Parameter(persist = false, attrs = { @Attr(name = Group.NAME, value = "Basics"), @Attr(name = Group.BASIC) })
	String images = "none";

	@Parameter(persist = false, choices = { "random", "gd-minus", "gd" },
		attrs = @Attr(name = Group.NAME, value = "More"))
	String strategy = "random";

	@Parameter(persist = false, min = "1", max = "100", attrs = { @Attr(name = Group.NAME, value = "Basics"),
		@Attr(name = Group.BASIC) })
	int number = 7;

	@Parameter(persist = false, attrs = @Attr(name = Group.NAME, value = "More"))
	double rate = 0.5;

	@Parameter(persist = false, attrs = @Attr(name = Group.NAME, value = "More"))
	boolean flag = false;

	@Parameter(persist = false, attrs = @Attr(name = Group.NAME, value = "More"))
	File folder = new File("");

	@Parameter(persist = false, attrs = { @Attr(name = Group.NAME, value = "More"), @Attr(name = Group.ASKED) })
	boolean overwrite = false;

	@Parameter(persist = false, choices = { "ask", "ignore", "background" },
		attrs = { @Attr(name = Group.NAME, value = "More"), @Attr(name = Group.ASKED) })
	String blank = "ask";

	@Parameter(persist = false, choices = { "nothing", "message", "bug", "cancel", "memory", "error", "exists",
		"unclear", "reading" },
		attrs = @Attr(name = Group.NAME, value = "More"))
	String fail = "nothing";

	@Override
	protected void validate(final Problems problems) {
		if (fail.equals("exists") && !overwrite) problems.check("images", () -> {
			throw new UndecidedException(new Decision("The file " + images + " exists", "overwrite", new Decision.Answer("true",
				"Replace it")));
		});
		if (fail.equals("exists") && flag && blank.equals("ask")) problems.check("blank", () -> {
			throw unclear();
		});
	}

	private static UndecidedException unclear() {
		return new UndecidedException(new Decision("Only slices 9 and 15 of 20 carry labels", "blank", new Decision.Answer(
			"ignore", "Ignore the others"), new Decision.Answer("background", "Take the others for background")));
	}

	@Override
	protected void execute(final Progress progress) {
		if (fail.equals("unclear") && blank.equals("ask")) throw unclear();
		if (fail.equals("reading") && blank.equals("ask")) decide(unclear().decision());
		progress.log("images=" + images + " strategy=" + strategy + " number=" + number + " rate=" + rate + " flag=" +
			flag + " folder=" + folder + (overwrite ? " overwrite" : "") +
			(blank.equals("ask") ? "" : " blank=" + blank));
		if (fail.equals("message")) throw new CairnException("The file brain.nii is cut off; copy it again.");
		if (fail.equals("bug")) throw new IllegalStateException("seven");
		if (fail.equals("memory")) throw new OutOfMemoryError("Java heap space");
		if (fail.equals("error")) throw new AssertionError("eight");
		if (fail.equals("cancel")) throw new java.util.concurrent.CancellationException();
	}
}
