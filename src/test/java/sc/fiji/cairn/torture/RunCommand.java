// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import java.util.Map;

import org.scijava.command.CommandModule;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;

/** Main class that runs one command, as a program calls it: the name of its class, and its keys as in macros. */
public final class RunCommand {

	private RunCommand() {}

	/** Exits with 0 if the command has come to its end, and with 1 and a sentence if not. */
	public static void main(final String... args) throws Exception {
		int status = 1;
		try {
			run(Class.forName(args[0]).asSubclass(CairnCommand.class), args[1]);
			status = 0;
		}
		catch (final CairnException e) {
			System.out.println(e.getMessage());
		}
		System.exit(status);
	}

	/**
	 * Runs a command in this process.
	 *
	 * @return the command, with its outputs
	 * @throws CairnException if it fails
	 */
	static CommandModule run(final Class<? extends CairnCommand> type, final String options) {
		final CommandModule module = TestPlugins.module(type);
		final Parameters parameters = Parameters.of(module.getInfo());
		final Map<String, String> values = MacroOptions.split(options);
		parameters.checkOptions(values);
		parameters.set(module, values);
		module.run();
		return module;
	}
}
