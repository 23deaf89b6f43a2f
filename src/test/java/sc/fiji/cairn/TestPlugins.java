// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import org.scijava.Context;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Services;
import sc.fiji.cairn.pretrain.PretrainMethodService;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.volume.VolumeFormatService;
import sc.fiji.cairn.volume.VolumeIO;

/** The formats and methods on the class path of the tests, for what has no context. */
public final class TestPlugins {

	private static final Context CONTEXT = ofTests();

	private TestPlugins() {}

	/** Makes a context with what commands need, of what the context class loader of this thread finds. */
	public static Context context() {
		return new Context(Services.of(CairnCommand.class));
	}

	/** Makes the one that all tests share, even if the first of them has another class loader. */
	private static Context ofTests() {
		final Thread thread = Thread.currentThread();
		final ClassLoader loader = thread.getContextClassLoader();
		thread.setContextClassLoader(TestPlugins.class.getClassLoader());
		try {
			return context();
		}
		finally {
			thread.setContextClassLoader(loader);
		}
	}

	/** Opens and saves volumes in all formats. */
	public static VolumeIO io() {
		return CONTEXT.service(VolumeFormatService.class).io();
	}

	/** Knows all methods, those of the tests included. */
	public static PretrainMethods methods() {
		return CONTEXT.service(PretrainMethodService.class).methods();
	}

	/** Makes a command that has a context. */
	public static CommandModule module(final Class<? extends CairnCommand> type) {
		return module(type, CONTEXT);
	}

	/** Makes a command of a context. */
	public static CommandModule module(final Class<? extends CairnCommand> type, final Context context) {
		return Parameters.create(type, context);
	}
}
