package sc.fiji.cairn.command;

import java.util.Map;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.Macro;

/**
 * Finds misspelt keys in Fiji, which reads from a macro line just the keys that a command has and ignores all others.
 * <p>
 * Only for the suite's own commands. A line of which not one key is the command's was meant for someone else: a script
 * that was called with options may itself call a command.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public class UnknownKeyCheck extends AbstractPreprocessorPlugin {

	/**
	 * @throws sc.fiji.cairn.CairnException that names the unknown key and the nearest one
	 */
	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof CairnCommand)) return;
		final String options = Macro.getOptions();
		if (options == null || options.isBlank()) return;
		final Parameters parameters = Parameters.of(module.getInfo());
		final Map<String, String> given = MacroOptions.split(options);
		if (given.keySet().stream().anyMatch(parameters.keys()::contains)) parameters.checkKeys(given.keySet());
	}
}
