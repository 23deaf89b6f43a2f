package sc.fiji.cairn.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.Progress;

/** x. */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Overview...")
public class OverviewCommand extends CairnCommand {

	@Parameter(persist = false, choices = {"a","b"})
	private String method="a";
	@Parameter(persist = false)
	private boolean flag;
	@Override
	protected void execute(final Progress progress) {
		progress.stage("Hello", 2);
		progress.advance(2, method + flag);
	}
}
