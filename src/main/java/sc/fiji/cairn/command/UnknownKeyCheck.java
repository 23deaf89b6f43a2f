// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Map;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.Macro;

/**
 * Finds misspelt keys and values in Fiji, which ignores keys that a command does not have, and values that it cannot read.
 * <p>
 * Only for the suite's own commands. A line of which not one key is the command's was meant for someone else if the
 * command has got values otherwise: a script that was called with options may itself call a command.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public class UnknownKeyCheck extends AbstractPreprocessorPlugin {

	/**
	 * @throws sc.fiji.cairn.CairnException that names the unknown key and the nearest one, or what a value has to be, if no
	 *           macro has called, which would end by it
	 */
	@Override
	public void process(final Module module) {
		if (module.getDelegateObject() instanceof CairnCommand command && !command.attempt(() -> check(module))) cancel(null);
	}

	private static void check(final Module module) {
		final String options = Macro.getOptions();
		if (options == null || options.isBlank()) return;
		final Parameters parameters = Parameters.of(module.getInfo());
		final Map<String, String> given = MacroOptions.split(options);
		if (given.keySet().stream().noneMatch(parameters.keys()::contains) && parameters.areGiven(module)) return;
		parameters.checkOptions(given);
		// NB: Fiji takes the default where it cannot read a value.
		given.forEach(parameters::parse);
	}
}
