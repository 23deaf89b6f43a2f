// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.ij1;

import java.awt.GraphicsEnvironment;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.scijava.Context;
import org.scijava.module.Module;

import ij.Macro;
import ij.plugin.PlugIn;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Recording;
import sc.fiji.cairn.command.Services;
import sc.fiji.cairn.command.dialog.CommandDialog;

/**
 * Runs a SciJava command in plain ImageJ.
 * <p>
 * An entry of {@code plugins.config} names the command: {@code Plugins>Cairn, "Cairn Evaluate...",
 * sc.fiji.cairn.command.ij1.CommandPlugIn("sc.fiji.cairn.command.EvaluateCommand")}. Called from a macro with options,
 * it reads them by the command's own parameters; what they leave out keeps the default of its field, never a value of
 * an earlier run. Called from the menu, it asks in a dialog. Either way the command runs in the calling thread. Its
 * failure ends the macro, or the script in another language, with its message.
 * </p>
 */
public class CommandPlugIn implements PlugIn {

	@Override
	public void run(final String className) {
		final Thread thread = Thread.currentThread();
		final ClassLoader loader = thread.getContextClassLoader();
		// NB: SciJava looks for plugins here; ImageJ's own threads do not see what lies in the plugins folder.
		thread.setContextClassLoader(getClass().getClassLoader());
		final Class<? extends CairnCommand> type = command(className);
		try (Context context = new Context(Services.of(type))) {
			final Module module = Parameters.create(type, context);
			run(module, (CairnCommand) module.getDelegateObject());
		}
		finally {
			thread.setContextClassLoader(loader);
		}
	}

	private static void run(final Module module, final CairnCommand command) {
		if (!command.attempt(() -> fill(module))) Recording.skip(command.label());
		else {
			module.run();
			if (!command.isCanceled()) Recording.finish(command);
		}
	}

	private Class<? extends CairnCommand> command(final String className) {
		try {
			return Class.forName(className, true, getClass().getClassLoader()).asSubclass(CairnCommand.class);
		}
		catch (final ClassNotFoundException exc) {
			throw new IllegalArgumentException("plugins.config names a command that does not exist: " + className, exc);
		}
	}

	/**
	 * Sets the inputs of the module.
	 *
	 * @throws CancellationException if the user did not want to go on
	 */
	private static void fill(final Module module) {
		final Parameters parameters = Parameters.of(module.getInfo());
		final String options = Macro.getOptions();
		if (options != null && !options.isBlank()) {
			final Map<String, String> values = MacroOptions.split(options);
			parameters.checkOptions(values);
			parameters.set(module, values);
			return;
		}
		if (parameters.keys().isEmpty()) return;
		if (GraphicsEnvironment.isHeadless()) throw new CairnException("\"" + parameters.label() +
			"\" needs options when there is no display; it takes " + String.join(", ", parameters.keys()) + ".");
		if (!CommandDialog.ask(module)) throw new CancellationException();
	}
}
