// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.script.ScriptService;

import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;

/**
 * Main class that runs the suite's commands as programs and scripts do, without a display, for tests.
 * <p>
 * Arguments: a file with one line {@code LABEL|OPTIONS} a run, then a script, and its inputs as {@code key=value}.
 * </p>
 */
public final class ScriptedImageJ {

	private static final String CALL = """
		#@ CommandService commands
		#@ String type
		#@ Object inputs
		#@output Boolean cancelled
		cancelled = commands.run(type, true, inputs).get().isCanceled()
		""";

	private ScriptedImageJ() {
		// Only the main method.
	}

	/** Runs the commands and the script and ends the JVM. */
	public static void main(final String... args) throws Exception {
		RunMacro.prepare();
		int status = 1;
		try (Context context = new Context()) {
			for (final String line : Files.readAllLines(Path.of(args[0])))
				command(context, line.substring(0, line.indexOf('|')), MacroOptions.split(line.substring(line.indexOf('|') + 1)));
			script(context.service(ScriptService.class), new File(args[1]), MacroOptions.split(args[2]));
			status = 0;
		}
		catch (final Exception exc) {
			exc.printStackTrace(System.err);
		}
		System.out.flush();
		System.exit(status);
	}

	private static void script(final ScriptService scripts, final File script, final Map<String, String> inputs)
		throws Exception
	{
		final Module module = scripts.run(script, true, new HashMap<>(inputs)).get();
		System.out.println("The script found " + module.getOutput("cases") + " cases.");
	}

	/** Runs a command from a Groovy script. */
	private static void command(final Context context, final String label, final Map<String, String> options)
		throws Exception
	{
		final CommandService commands = context.service(CommandService.class);
		final List<CommandInfo> infos = commands.getCommands().stream().filter(info -> label.equals(Parameters.label(info)))
			.toList();
		final Parameters parameters = Parameters.of(infos.get(0));
		final Map<String, Object> inputs = new HashMap<>();
		options.forEach((key, text) -> inputs.put(parameters.item(key).getName(), parameters.parse(key, text)));
		final Module script = context.service(ScriptService.class).run("call.groovy", CALL, true, "type", infos.get(0)
			.getClassName(), "inputs", inputs).get();
		System.out.println(label + (Boolean.TRUE.equals(script.getOutput("cancelled")) ? " cancelled" : " done"));
	}
}
