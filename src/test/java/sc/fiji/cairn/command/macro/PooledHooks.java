// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;
import org.scijava.thread.ThreadService;

import net.imagej.patcher.EssentialLegacyHooks;
import net.imagej.patcher.LegacyInjector;

import ij.IJ;
import ij.Macro;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;

/**
 * What Fiji makes of the calls that ImageJ redirects to it.
 * <p>
 * NB: apart from {@link PooledImageJ}, because it must not be loaded before ImageJ is patched.
 * </p>
 */
final class PooledHooks extends EssentialLegacyHooks {

	private final Context context;

	private PooledHooks(final Context context) {
		this.context = context;
	}

	/** Redirects ImageJ's calls of the suite's commands. */
	static void install(final Context context) {
		LegacyInjector.installHooks(PooledHooks.class.getClassLoader(), new PooledHooks(context));
	}

	@Override
	public Object interceptRunPlugIn(final String className, final String arg) {
		if (!className.endsWith(".CommandPlugIn")) return null;
		final CommandInfo info = context.service(CommandService.class).getCommand(arg);
		try {
			return context.service(ModuleService.class).run(info, true, inputs(info)).get();
		}
		catch (final InterruptedException | ExecutionException exc) {
			throw new RuntimeException(exc);
		}
	}

	/** Fiji fills in what it understands, and ignores the rest. */
	private static Map<String, Object> inputs(final CommandInfo info) {
		final Map<String, Object> inputs = new HashMap<>();
		final String options = Macro.getOptions();
		if (options == null) return inputs;
		final Parameters parameters = Parameters.of(info);
		MacroOptions.split(options).forEach((key, text) -> {
			try {
				if (parameters.item(key) != null) inputs.put(parameters.item(key).getName(), parameters.parse(key, text));
			}
			catch (final CairnException exc) {
				IJ.log("Fiji ignores " + key);
			}
		});
		return inputs;
	}

	@Override
	public Iterable<Thread> getThreadAncestors() {
		final ThreadService threads = context.service(ThreadService.class);
		final List<Thread> ancestors = new ArrayList<>();
		for (Thread one = threads.getParent(null); one != null && !ancestors.contains(one); one = threads.getParent(one))
			ancestors.add(one);
		return ancestors;
	}
}
