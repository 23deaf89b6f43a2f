package sc.fiji.cairn.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;

import java.util.Locale;

import sc.fiji.cairn.CairnException;

/**
 * Starts the engine and, where that fails, says why in one sentence.
 */
final class EngineStart {

	private static final String ENGINE = "PyTorch";

	private EngineStart() {}

	/**
	 * Gets the running engine, starting it at the first call.
	 *
	 * @throws CairnException if a part of it is missing or does not fit this computer
	 */
	static Engine engine() {
		// NB: DJL reads these when its classes load, and finds the engine through the context class loader, which in
		// Fiji's threads may not see the plugins.
		setDefault("OPT_OUT_TRACKING", "true");
		setDefault("ai.djl.offline", "true");
		setDefault("ai.djl.pytorch.graph_optimizer", "false");
		final ClassLoader own = EngineStart.class.getClassLoader();
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(own);
		try {
			requireParts(own);
			return Engine.getEngine(ENGINE);
		}
		catch (final EngineException | LinkageError e) {
			throw new CairnException(diagnose(e), e);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static void setDefault(final String property, final String value) {
		if (System.getProperty(property) == null) System.setProperty(property, value);
	}

	/** DJL's own message for a missing part is a failed download; this one names the part. */
	static void requireParts(final ClassLoader loader) {
		final boolean folder = System.getenv("PYTORCH_LIBRARY_PATH") != null || System.getProperty(
			"PYTORCH_LIBRARY_PATH") != null;
		if (!folder && loader.getResource("native/lib/pytorch.properties") == null) throw new CairnException(
			"The PyTorch engine is not installed: no native libraries for " + platform() +
				" were found; add the Maven artifact ai.djl.pytorch:pytorch-native-cpu with the classifier " + platform() +
				", or name a folder with libtorch in the environment variable PYTORCH_LIBRARY_PATH.");
		if (loader.getResource("jnilib/pytorch.properties") == null) throw new CairnException(
			"The PyTorch engine is not complete: the bridge to Java is missing; add the Maven artifact " +
				"ai.djl.pytorch:pytorch-jni of the version that belongs to the engine.");
	}

	/** The platform as the engine's artifacts spell it, such as {@code linux-x86_64}. */
	private static String platform() {
		final String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		final String arch = System.getProperty("os.arch");
		return (os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : "linux") + "-" + ("amd64".equals(arch)
			? "x86_64" : arch);
	}

	static String diagnose(final Throwable failure) {
		final StringBuilder causes = new StringBuilder();
		Throwable root = failure;
		for (Throwable t = failure; t != null; t = t.getCause()) {
			causes.append(t.getMessage()).append('\n');
			root = t;
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
			remedy = "its native libraries are for another processor; this one is " + platform();
		else remedy = "see the cause below";
		return "The PyTorch engine could not be started (" + firstLine(root) + "): " + remedy + ".";
	}

	private static String firstLine(final Throwable failure) {
		final String message = failure.getMessage();
		return message == null ? failure.getClass().getSimpleName() : message.lines().findFirst().orElse("");
	}
}
