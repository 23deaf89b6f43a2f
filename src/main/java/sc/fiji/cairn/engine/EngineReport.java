// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;

/** What somebody who is asked for help with the engine needs to know, as text to paste. */
public final class EngineReport {

	private static final String LAST_ERROR = "last-error.txt";

	/** The jars that take part, each known by something it holds. */
	private static final List<String> PARTS = List.of("sc/fiji/cairn/engine/EngineReport.class",
		"ai/djl/engine/Engine.class", "ai/djl/pytorch/engine/PtEngine.class", "jnilib/pytorch.properties",
		"native/lib/pytorch.properties", "com/sun/jna/Native.class", "com/google/gson/Gson.class",
		"org/slf4j/LoggerFactory.class", "org/scijava/Context.class", "net/imglib2/img/Img.class", "ij/IJ.class");

	private EngineReport() {}

	/** Notes why the engine has failed, for the next report. */
	public static void note(final EngineStore store, final String error) {
		try {
			WholeFile.write(store.root().resolve(LAST_ERROR), out -> out.write(error.getBytes(StandardCharsets.UTF_8)));
		}
		catch (final CairnException e) {
			// NB: the error itself reaches the user anyhow, and is more important than this one.
		}
	}

	/** Writes the report. */
	public static String of(final EngineStore store) {
		final List<String> lines = new ArrayList<>();
		lines.add("system: " + property("os.name") + " " + property("os.version") + " " + property("os.arch") + ", " + Runtime
			.getRuntime().availableProcessors() + " processors, " + Runtime.getRuntime().maxMemory() / Sizes.MEGABYTE +
			" MB for Java");
		processor().ifPresent(name -> lines.add("processor: " + name));
		lines.add("driver: " + NvidiaDriver.detect().map(NvidiaDriver::toString).orElse("no NVIDIA driver"));
		lines.add("java: " + property("java.version") + " " + property("java.vendor") + " " + property("java.home"));
		lines.add("versions: " + EngineVersion.current());
		lines.add("engines in " + store.root() + ":");
		final Optional<InstalledEngine> chosen = store.chosen();
		for (final InstalledEngine engine : store.list())
			lines.add("  " + engine.description() + (chosen.filter(engine::equals).isPresent() ? ", in use" : "") + store.check(
				engine).map(what -> ", " + what).orElse("") + (store.history(engine).crashed() ? ", crashed" : ""));
		for (final String name : List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "PYTORCH_VERSION", "ENGINE_CACHE_DIR",
			"DJL_CACHE_DIR", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES"))
			if (System.getenv(name) != null) lines.add("environment: " + name + "=" + System.getenv(name));
		LoadedLibraries.torch().forEach(path -> lines.add("loaded: " + path));
		PARTS.stream().map(EngineReport::place).distinct().forEach(jar -> lines.add("jar: " + jar));
		lines.add("last error: " + lastError(store));
		return String.join("\n", lines) + "\n";
	}

	private static String property(final String name) {
		return System.getProperty(name);
	}

	private static Optional<String> processor() {
		final String windows = System.getenv("PROCESSOR_IDENTIFIER");
		if (windows != null) return Optional.of(windows);
		final Path linux = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(linux)) return Programs.output(List.of("sysctl", "-n", "machdep.cpu.brand_string")).map(
			String::strip);
		try {
			return Files.readAllLines(linux, StandardCharsets.ISO_8859_1).stream().filter(line -> line.startsWith(
				"model name")).map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
		}
		catch (final IOException e) {
			return Optional.empty();
		}
	}

	/** Finds where things come from; a second place is a frequent cause of trouble. */
	private static String place(final String part) {
		final List<Path> places = ClassPath.find(part);
		return places.isEmpty() ? "no " + part : String.join(" AND ", places.stream().map(Path::toString).toList());
	}

	private static String lastError(final EngineStore store) {
		final Path file = store.root().resolve(LAST_ERROR);
		if (!Files.isRegularFile(file)) return "none";
		try {
			return Files.getLastModifiedTime(file) + " " + Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			return file + " cannot be read (" + e.getMessage() + ")";
		}
	}
}
