package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import ij.plugin.BrowserLauncher;

import sc.fiji.cairn.Progress;

/** Opens Cairn's documentation in the browser; without a display, prints its address. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Help", weight = 62) }, attrs = @Attr(name = CairnCommand.UNRECORDED))
public class HelpCommand extends CairnCommand {

	/** Address of the documentation. */
	static final String ADDRESS = "https://github.com/fiji/Cairn";

	@Override
	protected void execute(final Progress progress) {
		progress.log("Cairn's documentation is at " + ADDRESS + ".");
		if (GraphicsEnvironment.isHeadless()) return;
		try {
			BrowserLauncher.openURL(ADDRESS);
		}
		catch (final IOException e) {
			progress.log("No browser can be opened (" + e.getMessage() + "); open that address in one yourself.");
		}
	}
}
