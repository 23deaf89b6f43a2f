// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A display without a screen, for tests of windows in JVMs of their own; Xvfb does the work. */
public final class VirtualDisplay implements AutoCloseable {

	private static final String PROGRAM = "Xvfb";
	private static final int MINUTES = 2;

	private final Process process;
	private final String name;

	private VirtualDisplay(final Process process, final String name) {
		this.process = process;
		this.name = name;
	}

	/** Tells whether the program is there, and Java can open windows at all. */
	public static boolean isAvailable() {
		final boolean windows = Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so"));
		return windows && Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files
			.isExecutable(Path.of(folder, PROGRAM)));
	}

	/** Starts a display of 1280 x 1024 pixels that nobody else uses. */
	public static VirtualDisplay start() throws IOException {
		// NB: the program chooses a free number itself and prints it.
		final Process process = new ProcessBuilder(PROGRAM, "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten",
			"tcp").redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		final String number = out.readLine();
		if (number == null) throw new IOException(PROGRAM + " did not start.");
		return new VirtualDisplay(process, ":" + number.trim());
	}

	/** Gets what the environment variable {@code DISPLAY} is to be. */
	public String name() {
		return name;
	}

	/**
	 * Runs a program in a JVM of its own, with the class path of this one.
	 *
	 * @param output receives all that it prints
	 * @param options of the JVM
	 * @return its exit status; another than 0 if it takes longer than two minutes
	 */
	public int run(final Path output, final List<String> options, final Class<?> program, final String... arguments)
		throws IOException, InterruptedException
	{
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Djava.awt.headless=false", "-cp", System.getProperty("java.class.path")));
		command.addAll(options);
		command.add(program.getName());
		command.addAll(List.of(arguments));
		final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment().put("DISPLAY", name);
		// NB: several threads for so little work, on a busy machine, wait for each other.
		builder.environment().put("OMP_NUM_THREADS", "1");
		final Process running = builder.start();
		if (!running.waitFor(MINUTES, TimeUnit.MINUTES)) running.destroyForcibly();
		return running.waitFor();
	}

	@Override
	public void close() {
		process.destroy();
	}
}
