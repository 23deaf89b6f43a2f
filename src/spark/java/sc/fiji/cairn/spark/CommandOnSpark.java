// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.spark.api.java.JavaSparkContext;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Shard;

/** Runs a command of Cairn in JVMs of its own beside the executors: once for each shard, then the last step. */
final class CommandOnSpark {

	private static final String SHARDS = "shards";

	private final JavaSparkContext spark;
	private final String command;
	private final Keys keys;

	CommandOnSpark(final JavaSparkContext spark, final String command, final Keys keys) {
		this.spark = spark;
		this.command = command;
		this.keys = keys;
	}

	/** Runs the command for each shard, as many as the key {@code shards} says, or as there are cores, then its last step. */
	void runShards() {
		final int count = keys.number(SHARDS, spark.defaultParallelism());
		final List<String> words = keys.without(SHARDS);
		final String name = command;
		spark.parallelize(IntStream.rangeClosed(1, count).boxed().toList(), count).foreach(number -> run(name, words, Shard.KEY + "=" + number +
			"/" + count));
		run(command, words, Shard.KEY + "=" + Shard.FINISH);
	}

	/** Runs the command as one task. */
	void runWhole() {
		final List<String> words = keys.without(SHARDS);
		final String name = command;
		spark.parallelize(List.of(1), 1).foreach(number -> run(name, words));
	}

	private static void run(final String command, final List<String> words, final String... more) {
		final List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m"));
		if (System.getProperty("cairn.engines") != null) line.add("-Dcairn.engines=" + System.getProperty("cairn.engines"));
		line.addAll(List.of("-cp", classPath(), Child.class.getName(), command));
		line.addAll(words);
		line.addAll(List.of(more));
		try {
			// NB: its input is a pipe from here, which ends when this process does, however it does.
			final Process process = new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(
				ProcessBuilder.Redirect.INHERIT).start();
			final int status = process.waitFor();
			if (status != 0) throw new CairnException("The command " + command + " " + String.join(" ", more) +
				" ended with status " + status + "; the log of its executor says why.");
		}
		catch (final IOException e) {
			throw new CairnException("Java cannot be started on this machine (" + e.getMessage() + "); check its installation.", e);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CairnException("The task was cancelled.", e);
		}
	}

	/** Gets the jar that was submitted, before what this JVM has. */
	private static String classPath() {
		try {
			return Path.of(CommandOnSpark.class.getProtectionDomain().getCodeSource().getLocation().toURI()) + File.pathSeparator + System
				.getProperty("java.class.path");
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException("A jar has an address.", e);
		}
	}
}
