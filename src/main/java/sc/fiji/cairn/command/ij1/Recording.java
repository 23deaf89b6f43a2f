package sc.fiji.cairn.command.ij1;

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;

import ij.plugin.frame.Recorder;

import sc.fiji.cairn.command.Group;
import sc.fiji.cairn.command.ParameterValue;
import sc.fiji.cairn.command.Parameters;

/** Writes the parameters of a command into ImageJ's recorder, as a macro line that runs the same. */
final class Recording {

	private Recording() {
		// Only static methods.
	}

	/** Records a module, if the recorder is open. */
	static void record(final Module module) {
		if (Recorder.record) record(texts(module));
	}

	/** Makes sure that a command that the user cancelled is not recorded. */
	static void skip() {
		if (Recorder.record) Recorder.setCommand(null);
	}

	/** Gets the basic parameters, and of the others those that are not as usual: a macro leaves the rest out. */
	static Map<String, String> texts(final Module module) {
		final Parameters parameters = Parameters.of(module.getInfo());
		final Module usual = create(module);
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			final String text = ParameterValue.text(item.getValue(module));
			if (Group.isBasic(item) || !text.equals(ParameterValue.text(item.getValue(usual)))) texts.put(key, text);
		}
		return texts;
	}

	private static Module create(final Module module) {
		try {
			return module.getInfo().createModule();
		}
		catch (final ModuleException exc) {
			throw new IllegalStateException(exc);
		}
	}

	/** Records key=value for all, in the spelling that both this plugin and Fiji read. */
	static void record(final Map<String, String> texts) {
		Recorder.resetCommandOptions();
		texts.forEach((key, text) -> Recorder.recordOption(key, Recorder.fixString(text)));
	}
}
