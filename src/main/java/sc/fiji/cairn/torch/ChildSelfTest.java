// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.engine.ClassPath;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.EngineVersion;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.InstalledEngine;
import sc.fiji.cairn.engine.NvidiaDriver;
import sc.fiji.cairn.engine.SelfTest;

/**
 * Tries an engine in a JVM of its own, with the same Java and the same jars, and notes the outcome. A GPU build that does
 * not work on the GPU is tried on the processor, too.
 */
public final class ChildSelfTest implements SelfTest {

	/** Enough for gigabytes of libraries on a slow disk, looked at by a virus scanner. */
	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final long LOOK_MILLIS = 100;

	/** What the child needs: something from each jar. */
	private static final List<String> PARTS = List.of("sc/fiji/cairn/torch/TrialMain.class",
		"sc/fiji/cairn/torch/trial.torchscript", "ai/djl/engine/Engine.class", "ai/djl/pytorch/engine/PtEngine.class",
		"jnilib/pytorch.properties", "com/sun/jna/Native.class", "com/google/gson/Gson.class",
		"org/slf4j/LoggerFactory.class", "org/apache/commons/compress/archivers/ArchiveEntry.class");

	private final EngineStore store;
	private final Duration limit;

	/**
	 * @param store where to note the outcome
	 */
	public ChildSelfTest(final EngineStore store) {
		this(store, LIMIT);
	}

	ChildSelfTest(final EngineStore store, final Duration limit) {
		this.store = store;
		this.limit = limit;
	}

	/** Says under what circumstances a test holds: with another driver or Java the engine has to be tested again. */
	static String circumstances(final InstalledEngine engine) {
		final String driver = engine.flavor() == Flavor.CPU ? "" : NvidiaDriver.detect().map(NvidiaDriver::toString).orElse(
			"no driver");
		return String.join("; ", EngineVersion.current().toString(), System.getProperty("java.version"), engine.folder()
			.toString(), driver);
	}

	@Override
	public Outcome run(final InstalledEngine engine, final Progress progress) {
		Outcome outcome = run(engine, "auto", progress);
		if (!outcome.works() && engine.flavor() != Flavor.CPU) {
			final Outcome plain = run(engine, "cpu", progress);
			if (plain.works()) outcome = new Outcome(true, false, "on the CPU only, for on the GPU it does not work: " + outcome
				.detail());
		}
		store.history(engine).tested(circumstances(engine), outcome);
		return outcome;
	}

	@Override
	public Optional<Outcome> last(final InstalledEngine engine) {
		return store.history(engine).tested(circumstances(engine));
	}

	private Outcome run(final InstalledEngine engine, final String device, final Progress progress) {
		try {
			final Path folder = Files.createTempDirectory("cairn-engine-test");
			try {
				return run(engine, device, folder, progress);
			}
			finally {
				for (final File file : folder.toFile().listFiles())
					Files.delete(file.toPath());
				Files.delete(folder);
			}
		}
		catch (final IOException e) {
			throw new CairnException("The engine cannot be tested (" + e.getMessage() +
				"); check the free space and permissions of " + System.getProperty("java.io.tmpdir") + ".", e);
		}
	}

	private Outcome run(final InstalledEngine engine, final String device, final Path folder, final Progress progress)
		throws IOException
	{
		final Path out = folder.resolve("out.txt");
		final ProcessBuilder builder = new ProcessBuilder(command(engine, device, folder)).directory(folder.toFile())
			.redirectErrorStream(true).redirectOutput(out.toFile());
		// Where set, they would count more than the properties.
		List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "PYTORCH_VERSION").forEach(builder.environment()::remove);
		// Threads that spin while they wait would make the limit hard to keep on a busy machine.
		builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
		final Process process = builder.start();
		try {
			final boolean ended = await(process, progress);
			return outcome(ended, ended ? process.exitValue() : 0, Files.readString(out, StandardCharsets.ISO_8859_1));
		}
		finally {
			// Until it has ended, Windows keeps what it writes to.
			process.destroyForcibly().onExit().join();
		}
	}

	private List<String> command(final InstalledEngine engine, final String device, final Path folder) {
		final List<Path> jars = PARTS.stream().flatMap(part -> ClassPath.find(part).stream().limit(1)).distinct().toList();
		final List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder
			.resolve("crash.txt"), "-Djava.awt.headless=true"));
		command.add("-DPYTORCH_LIBRARY_PATH=" + engine.folder());
		command.add("-DPYTORCH_FLAVOR=" + engine.flavor().id());
		command.add("-DPYTORCH_VERSION=" + EngineVersion.current().pytorch());
		command.add("-D" + EngineStart.CACHE + "=" + store.unpacked());
		command.addAll(List.of("-cp", String.join(File.pathSeparator, jars.stream().map(Path::toString).toList()),
			TrialMain.class.getName(), device));
		return command;
	}

	/** Waits for the process; returns false if it takes too long. */
	private boolean await(final Process process, final Progress progress) {
		final long end = System.nanoTime() + limit.toNanos();
		try {
			while (!process.waitFor(Math.min(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS), end - System.nanoTime()),
				TimeUnit.NANOSECONDS))
			{
				progress.checkCancelled();
				if (System.nanoTime() >= end) return false;
			}
			return true;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted.");
		}
	}

	/** Reads what the process has printed. */
	private Outcome outcome(final boolean ended, final int status, final String text) {
		if (!ended) return new Outcome(false, false, "it did not come to an end within " + limit.toSeconds() + " s");
		final Optional<String> works = text.lines().filter(line -> line.startsWith(TrialMain.WORKS)).findFirst();
		if (status == 0 && works.isPresent()) {
			final String[] words = works.get().substring(TrialMain.WORKS.length()).split(" ", 2);
			return new Outcome(true, words[0].equals("gpu"), words[1]);
		}
		final String last = text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
		return new Outcome(false, false, status == 1 && !last.isEmpty() ? last.replaceFirst("\\.$", "")
			: "it ended the process with status " + status);
	}
}
