// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import ij.plugin.BrowserLauncher;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.ui.HelpPages;

/** Opens Cairn's documentation, which comes with it, in the browser; without a display, says where it is. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Help", weight = 62) }, attrs = @Attr(name = CairnCommand.UNRECORDED))
public class HelpCommand extends CairnCommand {

	@Override
	protected void execute(final Progress progress) {
		final String page = HelpPages.ofPlugin().write(folder()).toUri().toString();
		progress.log("Cairn's documentation is at " + page + ".");
		if (GraphicsEnvironment.isHeadless()) return;
		try {
			BrowserLauncher.openURL(page);
		}
		catch (final IOException e) {
			progress.log("No browser can be opened (" + e.getMessage() + "); open that page in one yourself.");
		}
	}

	/** The system clears it away in its time; until then pages that are open keep working. */
	private static Path folder() {
		try {
			return Files.createTempDirectory("cairn-help");
		}
		catch (final IOException e) {
			throw new CairnException("The documentation cannot be unpacked to " + System.getProperty("java.io.tmpdir") + " (" + e
				.getMessage() + "); free some space there, or make it writable.", e);
		}
	}
}
