package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

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

	@Parameter(persist = false, choices = { "nothing", "message", "bug", "cancel", "memory", "error" },
		attrs = @Attr(name = Group.NAME, value = "More"))
	String fail = "nothing";

	@Override
	protected void execute(final Progress progress) {
		progress.log("images=" + images + " strategy=" + strategy + " number=" + number + " rate=" + rate + " flag=" +
			flag + " folder=" + folder);
		if (fail.equals("message")) throw new CairnException("The file brain.nii is cut off; copy it again.");
		if (fail.equals("bug")) throw new IllegalStateException("seven");
		if (fail.equals("memory")) throw new OutOfMemoryError("Java heap space");
		if (fail.equals("error")) throw new AssertionError("eight");
		if (fail.equals("cancel")) throw new java.util.concurrent.CancellationException();
	}
}
