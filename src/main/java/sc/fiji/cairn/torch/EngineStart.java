package sc.fiji.cairn.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Utils;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

import sc.fiji.cairn.CairnException;

/**
 * Starts the engine and, where that fails, says why in one sentence.
 */
final class EngineStart {

	private static final String ENGINE = "PyTorch";

	/** Where DJL looks for libtorch first. */
	private static final String PATH = "PYTORCH_LIBRARY_PATH";

	/** The platforms that DJL has natives of this engine for. */
	private static final Set<String> BUILT = Set.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

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
		final String path = Utils.getEnvOrSystemProperty(PATH);
		if (path != null) requireLibrary(path);
		else requireNatives(loader);
		if (loader.getResource("jnilib/pytorch.properties") == null) throw new CairnException(
			"The PyTorch engine is not complete: the bridge to Java is missing; add the Maven artifact " +
				"ai.djl.pytorch:pytorch-jni of the version that belongs to the engine.");
	}

	/** DJL would silently take another engine. */
	private static void requireLibrary(final String path) {
		final String library = System.mapLibraryName("torch");
		final boolean found = Arrays.stream(path.split(File.pathSeparator)).map(File::new).anyMatch(file -> file.isFile() &&
			file.getName().equals(library) || new File(file, library).isFile());
		if (!found) throw new CairnException("The environment variable " + PATH + " names " + path + ", where there is no " +
			library + "; name the folder that holds it, or remove the variable.");
	}

	private static void requireNatives(final ClassLoader loader) {
		final List<String> platforms = platforms(loader);
		if (platforms.stream().anyMatch(name -> name.endsWith(platform()))) return;
		final String found = platforms.isEmpty() ? "The PyTorch engine is not installed: no native libraries for " +
			platform() + " were found" : "The native libraries of the PyTorch engine are for " + String.join(" and ",
				platforms) + ", but this computer is " + platform();
		throw new CairnException(found + (BUILT.contains(platform())
			? "; add the Maven artifact ai.djl.pytorch:pytorch-native-cpu with the classifier " + platform() + ", or "
			: ", for which there are none ready-made; use another computer, or ") +
			"name a folder with libtorch in the environment variable " + PATH + ".");
	}

	/** Finds out for which platforms there are native libraries on the class path. */
	private static List<String> platforms(final ClassLoader loader) {
		final List<String> platforms = new ArrayList<>();
		try {
			for (final URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
				final Properties properties = new Properties();
				try (InputStream in = url.openStream()) {
					properties.load(in);
				}
				platforms.add(properties.getProperty("classifier", ""));
			}
		}
		catch (final IOException e) {
			throw new CairnException("The PyTorch engine cannot be read (" + e.getMessage() + "); install it again.", e);
		}
		return platforms;
	}

	/** The platform as the engine's artifacts spell it, such as {@code linux-x86_64}. */
	static String platform() {
		final String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		final String arch = System.getProperty("os.arch");
		return (os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : "linux") + "-" + ("amd64".equals(arch)
			? "x86_64" : arch);
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
			remedy = "its native libraries are for another processor; this one is " + platform();
		else remedy = "delete the folder " + Utils.getEngineCacheDir(ENGINE.toLowerCase(Locale.ROOT)) +
			" so that it is unpacked anew, or report this message";
		return "The PyTorch engine could not be started (" + String.join("; ", lines) + "): " + remedy + ".";
	}

	private static String firstLine(final Throwable failure) {
		final String message = failure.getMessage();
		return message == null ? failure.getClass().getSimpleName() : message.lines().findFirst().orElse("");
	}
}
