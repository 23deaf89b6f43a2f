// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.plugin.frame.Recorder;

/**
 * Writes the parameters of a command into ImageJ's recorder, as a macro line that runs the same.
 * <p>
 * ImageJ's recorder holds one command at a time, from its start to its end. Meanwhile the user may run others, as while a
 * training goes on. So a line is written at once, when the command has come to its end.
 * </p>
 */
public final class Recording {

	private Recording() {
		// Only static methods.
	}

	/**
	 * Records a command that has come to its end, if somebody at the menu has called it and the recorder is open. Whatever
	 * ImageJ or Fiji has meant to record of it is forgotten.
	 */
	public static void finish(final CairnCommand command) {
		if (!isOpen()) return;
		final String label = command.label();
		final boolean wanted = command.caller().isUser() && !command.module().getInfo().is(CairnCommand.UNRECORDED);
		if (wanted) {
			Recorder.setCommand(label);
			record(texts(command.module()));
			Recorder.saveCommand();
		}
		else skip(label);
	}

	/** Makes sure that a command that failed, or that the user cancelled, is not recorded. */
	public static void skip(final String label) {
		if (!isOpen() || !label.equals(Recorder.getCommand())) return;
		Recorder.setCommand(null);
		Recorder.resetCommandOptions();
	}

	private static boolean isOpen() {
		return !GraphicsEnvironment.isHeadless() && Recorder.record;
	}

	/** Gets the basic parameters, and of the others those that are not as usual: a macro leaves the rest out. */
	static Map<String, String> texts(final Module module) {
		final Parameters parameters = Parameters.of(module.getInfo());
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			final String text = ParameterValue.text(item.getValue(module));
			if (Group.isBasic(item) || !text.equals(ParameterValue.text(item.getDefaultValue()))) texts.put(key, text);
		}
		return texts;
	}

	/** Records key=value for all, in the spelling that both this plugin and Fiji read. */
	static void record(final Map<String, String> texts) {
		Recorder.resetCommandOptions();
		texts.forEach((key, text) -> Recorder.recordOption(key, Recorder.fixString(text)));
	}
}
