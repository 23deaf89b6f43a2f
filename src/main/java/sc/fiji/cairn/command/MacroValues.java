// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Map;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.Macro;

/**
 * Gives the suite's commands the values of a macro line in Fiji, which else takes a part of one value for another key.
 * <p>
 * Fiji searches the line for key after key: in {@code input=[run,seed=3/a.tif]} it finds a seed. Here values are those of
 * {@link MacroOptions}, and keys that the line does not give keep what their commands say.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = MacroValues.PRIORITY)
public class MacroValues extends AbstractPreprocessorPlugin {

	/** Below that of Fiji's preprocessor that reads macro lines. */
	static final double PRIORITY = 2 * Priority.VERY_HIGH - 1;

	/** Sets the inputs of the module. {@link UnknownKeyCheck} has seen to it that their values can be read. */
	@Override
	public void process(final Module module) {
		if (module.getDelegateObject() instanceof CairnCommand command && !command.attempt(() -> fill(module))) cancel(null);
	}

	private static void fill(final Module module) {
		final String options = Macro.getOptions();
		if (options == null || options.isBlank()) return;
		final Parameters parameters = Parameters.of(module.getInfo());
		final Map<String, String> given = MacroOptions.split(options);
		if (given.keySet().stream().noneMatch(parameters.keys()::contains)) return;
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			if (given.containsKey(key)) module.setInput(item.getName(), parameters.parse(key, given.get(key)));
			else if (Macro.getValue(options, key, null) != null) module.setInput(item.getName(), item.getDefaultValue());
			else continue;
			module.resolveInput(item.getName());
		}
	}
}
