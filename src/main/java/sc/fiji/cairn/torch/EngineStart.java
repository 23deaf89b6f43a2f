// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Utils;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.engine.EngineHistory;
import sc.fiji.cairn.engine.EngineReport;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.EngineVersion;
import sc.fiji.cairn.engine.InstalledEngine;
import sc.fiji.cairn.engine.LoadedLibraries;
import sc.fiji.cairn.engine.Platform;

/**
 * Starts the engine and, where that fails, says why in one sentence.
 * <p>
 * NB: a process has one engine, which cannot be unloaded; the state here is as much the process's own.
 * </p>
 */
final class EngineStart {

	private static final String ENGINE = "PyTorch";
	private static final String FLAVOR = "PYTORCH_FLAVOR";

	/** Where DJL unpacks libraries to; else a folder of its own in the user's home. */
	static final String CACHE = "DJL_CACHE_DIR";

	private static final EngineStart PROCESS = new EngineStart();

	private Started started;

	/**
	 * A running engine.
	 *
	 * @param engine DJL's view of it
	 * @param gpu false if it must not use GPUs
	 * @param note why it is not the one chosen; empty if it is
	 * @param threads to compute with on the CPU
	 */
	record Started(Engine engine, boolean gpu, String note, int threads) {}

	private EngineStart() {}

	/**
	 * Gets the running engine, starting it at the first call.
	 *
	 * @throws CairnException if a part of it is missing or does not fit this computer
	 */
	static Started engine() {
		return PROCESS.get();
	}

	private synchronized Started get() {
		if (started != null) return started;
		prepare();
		// NB: DJL finds the engine through the context class loader, which in Fiji's threads may not see the plugins.
		final ClassLoader own = EngineStart.class.getClassLoader();
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(own);
		try {
			started = start(own);
		}
		finally {
			thread.setContextClassLoader(before);
		}
		return started;
	}

	/** Sets what DJL reads when its classes load. */
	private static void prepare() {
		setDefault("OPT_OUT_TRACKING", "true");
		setDefault("ai.djl.offline", "true");
		setDefault("ai.djl.pytorch.graph_optimizer", "false");
		setDefault(CACHE, EngineStore.standard().unpacked().toString());
		EngineLog.quiet();
	}

	/**
	 * Makes sure, before long work begins, that there is an engine to start.
	 *
	 * @throws MissingEngineException if there is none
	 */
	static void requireInstalled() {
		prepare();
		if (PROCESS.isStarted() || Djl.libtorch().isPresent() || Utils.getEnvOrSystemProperty(EngineParts.PATH) != null) return;
		if (EngineStore.standard().chosen().isEmpty()) EngineParts.require(null, EngineStart.class.getClassLoader());
	}

	private synchronized boolean isStarted() {
		return started != null;
	}

	private static Started start(final ClassLoader loader) {
		// Another plugin may have started the same DJL.
		if (Djl.libtorch().isPresent()) return load(true, "");
		final String path = Utils.getEnvOrSystemProperty(EngineParts.PATH);
		if (path != null) {
			EngineParts.require(path, loader);
			setDefault(FLAVOR, EngineParts.flavor(path).id());
			return load(true, "");
		}
		final EngineStore store = EngineStore.standard();
		final ChildSelfTest test = new ChildSelfTest(store);
		try {
			final EngineChoice choice = EngineChoice.of(store, engine -> test.run(engine, Progress.SILENT), EngineParts
				.areBundled(loader));
			if (!choice.note().isEmpty()) EngineReport.note(store, choice.note());
			if (choice.engine().isPresent()) return start(choice, choice.engine().get(), store, loader);
			EngineParts.require(null, loader);
			requireNoOther();
			return load(choice.gpu(), choice.note());
		}
		catch (final CairnException e) {
			EngineReport.note(store, e.getMessage());
			throw e;
		}
	}

	/** Starts an installed engine, with a mark that tells the next process if this one does not survive it. */
	private static Started start(final EngineChoice choice, final InstalledEngine installed, final EngineStore store,
		final ClassLoader loader)
	{
		EngineParts.require(installed.folder().toString(), loader);
		requireNoOther();
		System.setProperty(EngineParts.PATH, installed.folder().toString());
		System.setProperty(FLAVOR, installed.flavor().id());
		System.setProperty("PYTORCH_VERSION", EngineVersion.current().pytorch());
		final EngineHistory history = store.history(installed);
		history.starting();
		try {
			final Started started = load(choice.gpu(), choice.note());
			try (Torch torch = Torch.of(started, "auto")) {
				Trial.run(torch);
			}
			return started;
		}
		catch (final EngineException e) {
			throw EngineFailure.explain(e, "its first work", "run Plugins > Cairn > Cairn Install Engine... again");
		}
		finally {
			// However it went, the process has survived it.
			history.survived();
		}
	}

	private static Started load(final boolean gpu, final String note) {
		final Threads.Watch watch = Threads.Watch.start();
		try {
			final Engine engine = Engine.getEngine(ENGINE);
			Djl.libtorch().ifPresent(folder -> EngineLog.quietNative(Path.of(folder)));
			return new Started(engine, gpu, note, Threads.choose(watch));
		}
		catch (final EngineException | LinkageError e) {
			throw new CairnException(diagnose(e), e);
		}
	}

	/** Two PyTorchs in one process write into each other's memory. */
	private static void requireNoOther() {
		final List<String> others = LoadedLibraries.torch();
		if (!others.isEmpty()) throw new CairnException("Another plugin has already loaded a PyTorch of its own, " + others
			.get(0) + ", and two of them do not work in one process; restart ImageJ and use Cairn before that plugin.");
	}

	private static void setDefault(final String property, final String value) {
		if (System.getProperty(property) == null) System.setProperty(property, value);
	}

	static String diagnose(final Throwable failure) {
		final StringBuilder causes = new StringBuilder();
		final Set<String> lines = new LinkedHashSet<>();
		for (Throwable t = failure; t != null; t = t.getCause()) {
			causes.append(t.getMessage()).append('\n');
			lines.add(firstLine(t));
		}
		final String all = causes.toString();
		final String remedy;
		if (all.contains("GLIBCXX") || all.contains("GLIBC_")) remedy =
			"this Linux is older than the engine needs; use a system with glibc 2.28 or newer";
		else if (all.contains("Can't find dependent libraries")) remedy =
			"install the Microsoft Visual C++ Redistributable, then start again";
		else if (all.contains("already loaded in another classloader")) remedy =
			"another plugin has loaded a PyTorch of its own; restart and run this one first";
		else if (all.contains("No space left")) remedy = "free about 500 MB on the disk of the engine's cache folder";
		else if (all.contains("Permission denied") || all.contains("AccessDenied")) remedy =
			"make the engine's cache folder writable, or name another in the environment variable DJL_CACHE_DIR";
		else if (all.contains("wrong ELF class") || all.contains("Exec format") || all.contains("incompatible architecture"))
			remedy = "its native libraries are for another processor; this one is " + Platform.current();
		else remedy = "delete the folder " + Utils.getEngineCacheDir(ENGINE.toLowerCase(Locale.ROOT)) +
			" so that it is unpacked anew, run Plugins > Cairn > Cairn Install Engine..., or report this message";
		return "The PyTorch engine could not be started (" + String.join("; ", lines) + "): " + remedy + ".";
	}

	private static String firstLine(final Throwable failure) {
		final String message = failure.getMessage();
		return message == null ? failure.getClass().getSimpleName() : message.lines().findFirst().orElse("");
	}
}
