// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.CompareCommand;
import sc.fiji.cairn.command.FineTuneCommand;
import sc.fiji.cairn.command.PretrainCommand;
import sc.fiji.cairn.command.SegmentFolderCommand;

/**
 * Long commands that are ended at any moment, by {@code kill -9} or by a signal that they may answer, leave nothing
 * half-written; the same command then goes on, and ends as if it had never been interrupted.
 * <p>
 * The system property {@value #KILLS} says how often each command is ended; the moments are spread over its time.
 * </p>
 */
class KillTest {

	/** System property: how often each command is ended. */
	static final String KILLS = "cairn.kills";

	private static final Path DATA = Path.of("test-images");
	private static final String NETWORK = " width=4 levels=2 batch=2 size=16 device=cpu precision=float32 seed=3 ";
	private static final List<String> SIGNALS = List.of("KILL", "TERM", "KILL", "INT");
	private static final int MINUTES = 5;

	@TempDir
	Path folder;

	private final SplittableRandom random = new SplittableRandom(Long.getLong("cairn.kills.seed", System.nanoTime()));

	/** How a process ended, and what it said. */
	private record Ended(int status, String text, long millis) {}

	private static Map<String, String> sources() throws IOException {
		final Map<String, String> sums = new TreeMap<>();
		try (Stream<Path> files = Files.walk(DATA)) {
			for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator)
				sums.put(file.toString(), Sha256.of(file));
		}
		return sums;
	}

	/** Starts a command in a process of its own. */
	private Process start(final Class<? extends CairnCommand> command, final String options) throws IOException {
		final ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
			"-Djava.awt.headless=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-Dcairn.engines=" + System.getProperty("cairn.engines", ""), "-Djava.util.prefs.userRoot=" + folder,
			"-cp", System.getProperty("java.class.path"), RunCommand.class.getName(), command.getName(), options)).redirectErrorStream(
				true).redirectOutput(folder.resolve("said.txt").toFile());
		return builder.start();
	}

	private Ended ended(final Process process, final long begin) throws Exception {
		assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "it hangs");
		return new Ended(process.exitValue(), Files.readString(folder.resolve("said.txt")), System.currentTimeMillis() - begin);
	}

	/**
	 * Ends a command again and again, each time in an empty folder.
	 *
	 * @param options with %s for the folder that it writes to
	 * @param again what the same command needs to go on
	 * @param first which signal comes first: KILL, TERM, KILL, INT
	 */
	private void kill(final Class<? extends CairnCommand> command, final String options, final String again, final int first) throws Exception {
		assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there are no signals");
		final Map<String, String> sources = sources();
		final Path whole = Files.createDirectories(folder.resolve("whole"));
		final long begin = System.currentTimeMillis();
		final Ended undisturbed = ended(start(command, options.formatted(whole)), begin);
		assertEquals(0, undisturbed.status(), undisturbed.text());
		final Map<String, String> expected = Output.of(whole);
		final List<String> ends = new ArrayList<>();
		final int kills = Integer.getInteger(KILLS, 1);
		for (int i = 0; i < kills; i++) {
			final String signal = SIGNALS.get((first + i) % SIGNALS.size());
			// NB: stratified, so that few ends are spread over the time, too.
			final long moment = (long) (undisturbed.millis() * (i + random.nextDouble()) / kills);
			final Path output = Files.createDirectories(folder.resolve("output-" + i));
			final Ended end = interrupted(command, options.formatted(output), signal, moment);
			ends.add(signal + " after " + moment + " ms: " + end.status());
			final String what = ends.get(i) + ", " + end.text();
			assertTrue(Files.notExists(folder.resolve("hs_err.log")), what);
			if (!signal.equals("KILL")) assertTrue(List.of(0, 130, 143).contains(end.status()) && end.millis() < 20_000, what);
			Output.requireWhole(output);
			assertEquals(sources, sources(), what);
			RunCommand.run(command, options.formatted(output) + again);
			assertEquals(expected, Output.of(output), what);
			delete(output);
		}
		System.out.println(command.getSimpleName() + ": " + kills + " ends survived: " + ends);
	}

	private Ended interrupted(final Class<? extends CairnCommand> command, final String options, final String signal, final long moment)
		throws Exception
	{
		final Process process = start(command, options);
		process.waitFor(moment, TimeUnit.MILLISECONDS);
		final long begin = System.currentTimeMillis();
		new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
		return ended(process, begin);
	}

	private static void delete(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted((a, b) -> b.compareTo(a)).toList())
				Files.delete(file);
		}
	}

	@Test
	void pretraining() throws Exception {
		kill(PretrainCommand.class, "images=test-images/unlabelled-b method=global model=%s/p.cairn iterations=20" + NETWORK.replace(
			"batch=2", "batch=4"), " resume=true", 0);
	}

	@Test
	void fineTuningWithSelfTraining() throws Exception {
		kill(FineTuneCommand.class, "images=test-images/images labels=test-images/labels cases=train-1 " +
			"unlabelled=test-images/unlabelled-b rounds=1 confidence=0.5 model=%s/m.cairn iterations=12" + NETWORK, " resume=true", 1);
	}

	@Test
	void segmentingAFolder() throws Exception {
		final Path model = folder.resolve("m.cairn");
		RunCommand.run(FineTuneCommand.class, "images=test-images/images labels=test-images/labels cases=train-1;train-2 model=" + model +
			" iterations=10" + NETWORK);
		kill(SegmentFolderCommand.class, "images=test-images/unlabelled-b model=" + model + " device=cpu output=%s", " resume=true", 0);
	}

	@Test
	void comparing() throws Exception {
		kill(CompareCommand.class, "images=test-images/images labels=test-images/labels others=test-images/unlabelled-b " +
			"methods=scratch;global counts=1 draws=1 test=test-5 iterationspretraining=10 iterations=10 output=%s" + NETWORK, "", 3);
	}
}
