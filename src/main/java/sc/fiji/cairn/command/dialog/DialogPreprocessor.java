// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.GraphicsEnvironment;
import java.util.concurrent.CancellationException;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Recording;

/**
 * Asks for the parameters of the suite's commands in Fiji, before Fiji's own dialog would.
 * <p>
 * A macro or script that gives even one of them is not asked: the others are then as their defaults say. So none is left
 * for SciJava's own preprocessors, which open a file chooser for a command that has only one file, and fill in values of
 * earlier runs.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = DialogPreprocessor.PRIORITY)
public class DialogPreprocessor extends AbstractPreprocessorPlugin {

	/** Above that of SciJava's preprocessors that ask for files, which is up to 1 above that of its dialogs. */
	static final double PRIORITY = InputHarvester.PRIORITY + 2;

	@Parameter(required = false)
	private UIService ui;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof CairnCommand command) || command.attempt(() -> fill(module, command))) return;
		Recording.skip(command.label());
		cancel(null);
	}

	private void fill(final Module module, final CairnCommand command) {
		final Parameters parameters = Parameters.of(module.getInfo());
		if (!parameters.areGiven(module) && isVisible()) {
			if (!CommandDialog.ask(module)) throw new CancellationException();
			command.caller().confirmed();
		}
		parameters.keys().forEach(key -> module.resolveInput(parameters.item(key).getName()));
	}

	private boolean isVisible() {
		return !GraphicsEnvironment.isHeadless() && ui != null && !ui.isHeadless() && ui.isVisible();
	}
}
