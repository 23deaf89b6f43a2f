package sc.fiji.cairn.command.ij1;

import java.awt.GraphicsEnvironment;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.StackTrace;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.Explanations;
import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.dialog.CommandDialog;

/**
 * Runs a SciJava command in plain ImageJ.
 * <p>
 * An entry of {@code plugins.config} names the command: {@code Plugins>Cairn, "Cairn Evaluate...",
 * sc.fiji.cairn.command.ij1.CommandPlugIn("sc.fiji.cairn.command.EvaluateCommand")}. Called from a macro with options,
 * it reads them by the command's own parameters; what they leave out keeps the default of its field, never a value of
 * an earlier run. Called from the menu, it asks in a dialog. Either way the command runs in the calling thread. Its
 * failure ends the macro with its message; to a script in another language or a program it is an exception, after the
 * message.
 * </p>
 */
public class CommandPlugIn implements PlugIn {

	@Override
	public void run(final String className) {
		final Thread thread = Thread.currentThread();
		final ClassLoader loader = thread.getContextClassLoader();
		// NB: SciJava looks for plugins here; ImageJ's own threads do not see what lies in the plugins folder.
		thread.setContextClassLoader(getClass().getClassLoader());
		final CommandInfo info = Parameters.describe(command(className));
		// NB: ImageJ has named it to the recorder by now.
		if (info.is(CairnCommand.UNRECORDED)) Recorder.setCommand(null);
		try (Context context = new Context(Services.of(info))) {
			final Module module = new CommandModule(info);
			context.inject(module);
			if (fill(module, Parameters.of(info))) module.run();
		}
		catch (final CancellationException exc) {
			stop(info, "\"" + Parameters.label(info) + "\" was cancelled.");
		}
		catch (final CairnException exc) {
			stop(info, exc.getMessage());
		}
		catch (final OutOfMemoryError exc) {
			stop(info, Explanations.fullHeap("\"" + Parameters.label(info) + "\""));
		}
		catch (final ModuleException | RuntimeException | Error exc) {
			// A bug, or a library that is missing: whoever reports it needs the trace.
			IJ.log(StackTrace.of(exc));
			stop(info, "\"" + Parameters.label(info) + "\" failed unexpectedly (" + exc +
				"); the log holds the details to report.");
		}
		finally {
			thread.setContextClassLoader(loader);
		}
	}

	private Class<? extends Command> command(final String className) {
		try {
			return Class.forName(className, true, getClass().getClassLoader()).asSubclass(Command.class);
		}
		catch (final ClassNotFoundException exc) {
			throw new IllegalArgumentException("plugins.config names a command that does not exist: " + className, exc);
		}
	}

	/** Sets the inputs of the module; returns false if the user did not want to go on. */
	private static boolean fill(final Module module, final Parameters parameters) {
		final String options = Macro.getOptions();
		if (options != null && !options.isBlank()) {
			final Map<String, String> values = MacroOptions.split(options);
			parameters.checkOptions(values);
			values.forEach((key, text) -> module.setInput(parameters.item(key).getName(), parameters.parse(key, text)));
			return true;
		}
		if (parameters.keys().isEmpty()) return true;
		if (GraphicsEnvironment.isHeadless()) throw new CairnException("\"" + parameters.label() +
			"\" needs options when there is no display; it takes " + String.join(", ", parameters.keys()) + ".");
		final boolean confirmed = CommandDialog.ask(module);
		if (confirmed) Recording.record(module);
		else Recording.skip();
		return confirmed;
	}

	/** Tells the user, and ends the macro or script that called. */
	private static void stop(final CommandInfo info, final String message) {
		final Interpreter macro = Interpreter.getInstance();
		// NB: throws; ImageJ's Executer lets just this exception pass without a stack trace. The name tells a command that a
		// macro runs from one that the user starts while a macro is running.
		if (macro != null && Thread.currentThread().getName().startsWith("Run$_")) macro.abort(message);
		else {
			IJ.error(Parameters.label(info), message);
			// NB: scripts in other languages have no interpreter to abort; this is the exception that ImageJ ends them by.
			if (Macro.getOptions() != null) throw new RuntimeException(Macro.MACRO_CANCELED);
		}
	}
}
