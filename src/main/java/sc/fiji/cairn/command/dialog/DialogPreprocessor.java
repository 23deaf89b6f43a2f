package sc.fiji.cairn.command.dialog;

import java.awt.GraphicsEnvironment;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.Parameters;

/**
 * Asks for the parameters of the suite's commands in Fiji, before Fiji's own dialog would.
 * <p>
 * A macro or script that gives even one of them is not asked: the others are then as their defaults say.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 0.5)
public class DialogPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter(required = false)
	private UIService ui;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof CairnCommand)) return;
		final Parameters parameters = Parameters.of(module.getInfo());
		if (!parameters.areGiven(module) && isVisible() && !CommandDialog.ask(module)) {
			cancel(null);
			return;
		}
		parameters.keys().forEach(key -> module.resolveInput(parameters.item(key).getName()));
	}

	private boolean isVisible() {
		return !GraphicsEnvironment.isHeadless() && ui != null && !ui.isHeadless() && ui.isVisible();
	}
}
