// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.engine.EngineManager;
import sc.fiji.cairn.engine.EngineSite;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.torch.ChildSelfTest;
import sc.fiji.cairn.ui.EngineWindow;

/** Opens a window to install, try, choose and delete engines; without a display, lists them. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Engine Manager...", weight = 61) }, attrs = @Attr(
	name = CairnCommand.UNRECORDED))
public class EngineManagerCommand extends CairnCommand {

	@Override
	protected void execute(final Progress progress) {
		final EngineStore store = EngineStore.standard();
		final ChildSelfTest test = new ChildSelfTest(store);
		if (!GraphicsEnvironment.isHeadless()) {
			EngineWindow.open(store, EngineSite.standard(), test);
			return;
		}
		final EngineManager manager = new EngineManager(store, EngineSite.standard(), test, question -> false);
		progress.log(manager.advice());
		progress.log(manager.inUse());
		manager.list(progress);
		manager.instead().ifPresent(progress::log);
	}
}
